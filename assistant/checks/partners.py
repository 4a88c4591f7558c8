"""Partners: waiting for them ends by a decision, before it breaks a promise."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.presence import runs_inside
from assistant.checks.subject import Check, Problem, Subject
from schemas.numbers import safe_minutes


def decided(subject: Subject) -> Iterator[Problem]:
    """Every partner has a ladder, which ends by a decision without them."""
    ladders = {ladder.partner for ladder in subject.process.handling.partner_ladders}
    for partner in subject.process.frame.partners:
        if partner.id not in ladders:
            yield Problem(
                where="/handling/partner_ladders",
                what=f"Nobody decides without {partner.name} when it does not answer.",
                mend=f"Add a ladder for {partner.id}.",
            )


def decided_in_time(subject: Subject) -> Iterator[Problem]:
    """We act without a partner before at least the longest promised solution is due.

    Which severities depend on a partner is not known, so that only a wait beyond every promise is certainly too long.
    """
    promises = [c for c in subject.process.frame.commitments if c.metric == "resolution"]
    if not promises:
        return
    longest = max(promises, key=lambda c: safe_minutes(c.target, subject.clocks))
    due = safe_minutes(longest.target, subject.clocks)
    for place, ladder in enumerate(subject.process.handling.partner_ladders):
        waited = safe_minutes(ladder.decide_without_after, subject.clocks)
        # Only a clock that stands still wherever the promise's does can be compared by its minutes.
        comparable = runs_inside(subject, ladder.decide_without_after.clock, longest.target.clock)
        if waited >= due and comparable:
            yield Problem(
                where=f"/handling/partner_ladders/{place}/decide_without_after",
                what=f"{ladder.partner} is waited for {waited:g} min; even {longest.id} is due after {due:g} min.",
                mend="Decide without the partner while the promise can still be kept.",
            )


CHECKS = (
    Check(id="PARTNER", weight="serious", title="Waiting for a partner ends by a decision", find=decided),
    Check(id="PARTNER.time", weight="serious", title="That decision comes before the promise", find=decided_in_time),
)
