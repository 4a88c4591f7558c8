"""The length of the body."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.subject import Check, Problem, Subject

LEAST_WORDS, MOST_WORDS = 800, 1_100


def in_band(subject: Subject) -> Iterator[Problem]:
    if not LEAST_WORDS <= subject.body_words <= MOST_WORDS:
        yield Problem(
            where="/frame",
            what=f"The body has {subject.body_words} words; {LEAST_WORDS} to {MOST_WORDS} are asked.",
            mend="Shorten the longest texts." if subject.body_words > MOST_WORDS else "Add triggers, guards or steps.",
        )


CHECKS = (Check(id="WORDS", weight="serious", title="The body has 800 to 1,100 words", find=in_band),)
