"""A row of the fault matrix: one kind of fault, injected many times, each run judged by one rule.

The rule: a run ends in the right result or in a typed error that names the cause; never silently wrong, never in an
exception of no type of ours, never past its deadline.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from evals.vendor.script import Vendor

T = TypeVar("T")
Kind = Literal["right", "typed", "silent", "untyped", "late", "broken"]
"""`broken`: the result is in order, but a promise about the way to it was not kept, such as the number of calls."""

KINDS: tuple[Kind, ...] = ("right", "typed", "silent", "untyped", "late", "broken")
FAILINGS: frozenset[Kind] = frozenset({"silent", "untyped", "late", "broken"})


@dataclass(frozen=True)
class Outcome:
    """How one run ended, with what a person needs to find the reason."""

    kind: Kind
    detail: str = ""


@dataclass(frozen=True)
class Trial:
    """One run of a row: over which vendor's wire, and which of the runs."""

    vendor: Vendor
    run: int
    """0 for the first. A row with variants takes them in turn: `trial.pick(variants)`."""
    row: str = ""

    def pick(self, variants: Sequence[T]) -> T:
        """This run's variant."""
        return variants[self.run % len(variants)]

    @property
    def chance(self) -> random.Random:
        """Randomness of its own, the same whenever the run is repeated."""
        return random.Random(f"{self.row}/{self.vendor}/{self.run}")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One fault of the matrix."""

    number: str
    """The row's number, with a letter where the row has several parts."""
    fault: str
    run: Callable[[Trial], Awaitable[Outcome]]
    expects: frozenset[Kind]
    """How its runs may end."""
    least_runs: int = 1
    """Runs that are needed to see every variant once."""
    vendors: tuple[Vendor, ...] = field(default=("anthropic", "openai"))
