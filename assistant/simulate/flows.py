"""How many cases come to each place, by formula: from where cases start and what tiers hand on and back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from assistant.simulate.erlang import network_flows
from assistant.simulate.inputs import cases_a_week
from assistant.simulate.layout import Layout

HOURS_LOOKED_AT = 168


class Flows:
    """The flows of one layout; what timers move is left to the simulation."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    @cached_property
    def starts(self) -> tuple[Mapping[int, float], ...]:
        """For each class the share of its cases that starts at each place, over the hours of a week."""
        layout = self.layout
        found = []
        for case in range(len(layout.classes)):
            hours = layout.comes_in(case)
            moments = [60.0 * h + 30 for h in range(HOURS_LOOKED_AT) if hours.is_open(60.0 * h + 30)] or [30.0]
            counts: dict[int, float] = {}
            for at in moments:
                place, _ = layout.start_of(case, layout.state_of_day(at))
                counts[place] = counts.get(place, 0.0) + 1 / len(moments)
            found.append(counts)
        return tuple(found)

    def first(self, values: Mapping[str, float]) -> tuple[float, ...]:
        """Cases a week that start at each place."""
        flows = [0.0] * len(self.layout.places)
        for share, starts in zip(self.layout.shares(values), self.starts, strict=True):
            for place, part in starts.items():
                flows[place] += share * part
        weekly = cases_a_week(values, self.layout.process)
        return tuple(flow * weekly for flow in flows)

    def all(self, values: Mapping[str, float]) -> tuple[float, ...]:
        """Cases a week that come to each place, those handed on and handed back included."""
        table, back = self.layout.hand_on(values), values.get("hand_back", 0.0) / 100
        groups: dict[tuple[int, tuple[tuple[float, int], ...]], float] = {}
        for share, starts, chances in zip(self.layout.shares(values), self.starts, table, strict=True):
            for place, part in starts.items():
                key = (place, tuple(chances))
                groups[key] = groups.get(key, 0.0) + share * part
        flows = [0.0] * len(self.layout.places)
        for (place, row), share in groups.items():
            chain = [place]
            while row[chain[-1]][1] >= 0:
                chain.append(row[chain[-1]][1])
            for each, flow in zip(chain, _along(chain, row, share, back=back), strict=True):
                flows[each] += flow
        weekly = cases_a_week(values, self.layout.process)
        return tuple(flow * weekly for flow in flows)


def _along(chain: list[int], row: tuple[tuple[float, int], ...], share: float, *, back: float) -> tuple[float, ...]:
    """The flows along a chain of tiers whose later ones hand a part back."""
    size = len(chain)
    routing = [[0.0] * size for _ in chain]
    for place in range(size):
        returned = back if place else 0.0
        if place:
            routing[place][place - 1] = returned
        if place + 1 < size:
            routing[place][place + 1] = (1 - returned) * row[chain[place]][0]
    return network_flows([share] + [0.0] * (size - 1), routing)
