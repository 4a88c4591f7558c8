"""What a run counts, and what chance decides in it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.simulate.inputs import SPREAD

if TYPE_CHECKING:
    from numpy.random import Generator

DRAWN_AT_ONCE = 8_192


class Stopped(Exception):
    """The run was stopped by its caller."""


@dataclass
class Tally:
    """What happened at one place, after the warm-up."""

    waits: list[float]
    """In minutes of its own hours."""
    cases: int = 0
    worked: float = 0.0
    """Minutes of all its people together."""
    paged: int = 0
    handed_on: int = 0
    handed_back: int = 0
    lapsed: int = 0


def handle_factors(draw: Generator) -> Iterator[float]:
    """Log-normal factors of average 1."""
    sigma = math.sqrt(math.log(1 + SPREAD**2))
    while True:
        yield from draw.lognormal(-(sigma**2) / 2, sigma, DRAWN_AT_ONCE).tolist()


def chances(draw: Generator) -> Iterator[float]:
    """Even chances from 0 to 1."""
    while True:
        yield from draw.random(DRAWN_AT_ONCE).tolist()
