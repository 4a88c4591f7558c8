"""When cases come and of which class they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.simulate.inputs import cases_a_week
from assistant.simulate.layout import Layout
from schemas.errors import InputError

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

HOURS_A_WEEK = 168
WEEK = 10_080.0


def arrivals(
    layout: Layout, values: Mapping[str, float], draw: Generator, *, shape: Sequence[float] | None = None
) -> tuple[NDArray[Any], NDArray[Any]]:
    """The moments, in order, at which cases come, in minutes since the start, and the class of each.

    Cases come at random (Poisson). shape: how many come in each hour of the week relative to the others, Monday's
    first hour first, in the time zone of the layout's start; without it they come evenly over the hours in which their
    severity is worked on, or their promise runs, whichever is longer. Raises InputError for a shape that is none.
    """
    import numpy as np

    shares = np.array(layout.shares(values))
    clocks = [layout.comes_in(case) for case in range(len(shares))]
    moments, kinds = [], []
    for hours in dict.fromkeys(clocks):
        mine = np.array([clock is hours for clock in clocks])
        share = float(shares[mine].sum())
        number = int(draw.poisson(cases_a_week(values, layout.process) * layout.weeks * share)) if share > 0 else 0
        opened = hours.worked(layout.weeks * WEEK)
        if shape is not None:
            at = _shaped(layout, draw, number, _checked(shape))
        else:
            at = (
                hours.moments_of(draw.uniform(0, opened, number))
                if opened
                else draw.uniform(0, layout.weeks * WEEK, number)
            )
        moments.append(at)
        kinds.append(
            draw.choice(np.flatnonzero(mine), size=number, p=shares[mine] / share) if number else np.zeros(0, int)
        )
    when, what = np.concatenate(moments), np.concatenate(kinds)
    order = np.argsort(when, kind="stable")
    return when[order], what[order]


def _shaped(layout: Layout, draw: Generator, number: int, shape: NDArray[Any]) -> NDArray[Any]:
    import numpy as np

    week = draw.integers(0, max(1, int(layout.weeks)), number)
    hour = draw.choice(HOURS_A_WEEK, size=number, p=shape)
    return np.asarray(week * WEEK + hour * 60 + draw.uniform(0, 60, number))


def _checked(shape: Sequence[float]) -> NDArray[Any]:
    import numpy as np

    given = np.array(shape, dtype=float)
    if len(given) != HOURS_A_WEEK or not np.isfinite(given).all() or (given < 0).any() or given.sum() <= 0:
        raise InputError("The shape of a week is not readable.", do="Give 168 numbers of 0 or more, an hour each.")
    return np.asarray(given / given.sum())
