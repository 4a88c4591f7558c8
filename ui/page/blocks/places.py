"""Findings at their places: which of them concern a part of the process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.findings import Finding


@dataclass(frozen=True)
class Numbered:
    """A finding with the number under which the page lists it, from 1."""

    number: int
    finding: Finding


def numbered(findings: Sequence[Finding]) -> tuple[Numbered, ...]:
    """The findings in their order, numbered."""
    return tuple(Numbered(number, finding) for number, finding in enumerate(findings, start=1))


def at(places: Sequence[str], findings: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """The findings whose place lies in one of `places` (JSON pointers)."""
    return tuple(one for one in findings if any(_within(one.finding.where, place) for place in places))


def _within(where: str, place: str) -> bool:
    return bool(place) and (where == place or where.startswith(place + "/"))
