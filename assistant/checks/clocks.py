"""Clocks: every duration that somebody relies on names the calendar that it runs on."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.subject import Check, Problem, Subject
from schemas.quantity import Quantity


def clocks_stated(subject: Subject) -> Iterator[Problem]:
    """Every promise and acknowledgement names the calendar that it runs on."""
    process = subject.process
    timed: list[tuple[str, Quantity | None]] = []
    timed += [(f"/frame/commitments/{i}/target", c.target) for i, c in enumerate(process.frame.commitments)]
    timed += [
        (f"/frame/severities/{i}/first_response", s.first_response) for i, s in enumerate(process.frame.severities)
    ]
    timed += [(f"/frame/severities/{i}/update_every", s.update_every) for i, s in enumerate(process.frame.severities)]
    rules = process.handling.handoff.by_severity
    timed += [(f"/handling/handoff/by_severity/{i}/acknowledge_in", r.acknowledge_in) for i, r in enumerate(rules)]
    timed += [(f"/rules/triggers/{i}/acknowledge_in", t.acknowledge_in) for i, t in enumerate(process.rules.triggers)]
    for where, quantity in timed:
        if quantity is not None and (not quantity.is_duration or quantity.clock not in subject.clocks):
            told = f"{quantity.value:g} {quantity.unit} on the clock {quantity.clock!r}"
            yield Problem(where=where, what=f"{told} names no calendar.", mend="Name the calendar it runs on.")


CHECKS = (Check(id="E16", weight="serious", title="Every duration names its clock", find=clocks_stated),)
