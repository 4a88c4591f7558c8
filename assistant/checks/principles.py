"""Principles: each is enforced by something that the process does."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.subject import Check, Problem, Subject


def enforced(subject: Subject) -> Iterator[Problem]:
    process = subject.process
    rules = {t.id for t in process.triggers} | {g.id for g in process.rules.guards}
    rules |= {m.id for m in process.improvement.metrics} | {q.id for q in process.rules.screening_questions}
    rules |= {ladder.id for ladder in process.handling.ladders} | {m.id for m in process.handling.messages}
    for place, principle in enumerate(process.frame.principles):
        if not set(principle.enforced_by) & rules:
            yield Problem(
                where=f"/frame/principles/{place}/enforced_by",
                what=f"Nothing enforces “{principle.text}”.",
                mend="Name the trigger, guard, question or metric that does, or drop it.",
            )


CHECKS = (Check(id="PRINCIPLE", weight="serious", title="Every principle is enforced by a rule", find=enforced),)
