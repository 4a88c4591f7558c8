"""Every number has an origin: no quantity without a basis that holds, no digit in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.subject import Check, Problem, Subject
from schemas.errors import InputError
from schemas.expressions import evaluate
from schemas.numbers import PLACEHOLDER, clock_minutes, is_close
from schemas.process import PART_NAMES
from schemas.quantity import Quantity, minutes
from schemas.walk import quantities, texts

DIGIT = re.compile(r"\d[\d.,:]*")
_UNIT = r"(?!\s*(?:%|min|h\b|hour|day|week|month|percent|Minute|Stunde|Tag|Woche|Monat|Prozent|hora|día|semana|mes))"
_MEASURES = r"(?!(?:SLA|CSAT|NPS|KPI|MTTR|RTO|RPO|FCR|AHT|EUR|USD|GBP|CHF)\b)"
LABEL = re.compile(
    r"\b[A-Za-zÄÖÜäöüß]+[-.]?\d+\w*\b"  # P1, T-1, Art.33
    r"|\b24\s?[x/×]\s?[57]\b|\b\d+[x×]\d+\b|\b1:1\b"
    rf"|\b{_MEASURES}[A-Z]{{2,}}[- ]\d[\d.]*\b{_UNIT}"  # HTTP 503, ISO 27001, RAID-6
    r"|§+\s?\d+\w*(?:\s?\(\d+\))?"
    r"|\b(?i:Art|Abs|Nr|Sec|Article|Artikel|Artículo|Absatz|Section|Annex|Anhang|Regulation|Directive|Version|Windows"
    r"|Level|Stufe|Port|Error|Fehler)\.?\s\d[\d./]*\w*(?:\s?\(\d+\))?"
    r"|\b\d[A-Z]{2,}\b|\b\d(?:xx|st|nd|rd|th)\b|\b\d-?D\b"  # 2FA, 5xx, 2nd, 3D
    r"|\(\d\)|(?<!\S)\d\)"  # (1), 2)
)
"""Names that hold digits; they count nothing."""
CLOCK_TIME = re.compile(r"\b\d{1,2}:\d{2}\b")
COUNTS = {"people", "tickets", "count", "points", "other"}
"""Units of plain counts and scores, which people take for one another."""


def every_quantity_has_an_origin(subject: Subject) -> Iterator[Problem]:
    for part in PART_NAMES:
        for where, quantity in quantities(getattr(subject.process, part), f"/{part}"):
            wrong = wrong_basis(subject, quantity)
            if wrong:
                yield Problem(
                    where=where, what=wrong, mend="Name a listed number, a formula over [ids], or `proposal`."
                )


def wrong_basis(subject: Subject, quantity: Quantity) -> str | None:
    """What is wrong with where a number says it comes from; None when it holds."""
    told = f"{quantity.value:g} {quantity.unit}"
    if quantity.is_proposal:
        return None
    if quantity.expression is not None:
        try:
            value = evaluate(quantity.expression, subject.values)
        except InputError as error:
            return f"{told}: {error.what}"
        if quantity.is_duration:
            value /= clock_minutes(quantity.model_copy(update={"value": 1.0}), subject.clocks)
        if is_close(value, quantity.value):
            return None
        return f"{told} is said to be {quantity.expression}, which is {value:g}."
    source = subject.numbers.get(quantity.basis)
    if source is quantity:
        return f"{told} rests on itself."
    if source is None:
        return f"{told} rests on {quantity.basis!r}, which is no known number."
    return (
        None
        if same(subject, quantity, source)
        else f"{told} is said to be {quantity.basis}, which is {source.value:g} {source.unit}."
    )


def same(subject: Subject, one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are the same amount, in whatever unit.

    A day on a business calendar is as long as that calendar's days; a duration without a clock runs on the other's.
    """
    if one.is_duration and other.is_duration:
        clocked = other if other.clock is not None else other.model_copy(update={"clock": one.clock})
        own, others = (clock_minutes(each, subject.clocks) for each in (one, clocked))
        return abs(own - others) < 0.01 or abs(minutes(one) - minutes(other)) < 0.01
    alike = one.unit == other.unit or {one.unit, other.unit} <= COUNTS or "count" in (one.unit, other.unit)
    return alike and abs(one.value - other.value) < 0.01


def no_digits_in_prose(subject: Subject) -> Iterator[Problem]:
    names, hours = _names(subject), _opening_times(subject)
    known = {"q": set(subject.numbers), "role": set(subject.receivers), "field": set(subject.fields)}
    for part in PART_NAMES:
        for where, text, _ in texts(getattr(subject.process, part), f"/{part}"):
            for kind, id in PLACEHOLDER.findall(text):
                if id not in known[kind] and (kind, id) != ("role", "lead"):
                    yield Problem(
                        where=where,
                        what=f"The text names {{{kind}:{id}}}, which does not exist.",
                        mend="Use a listed id.",
                    )
            bare = PLACEHOLDER.sub(" ", text)
            for name in names:
                bare = bare.replace(name, " ")
            bare = CLOCK_TIME.sub(lambda found: " " if found.group(0) in hours else found.group(0), bare)
            found = DIGIT.search(LABEL.sub(" ", bare))
            if found:
                yield Problem(
                    where=where,
                    what=f"The text holds the number {found.group(0)} without an origin: “{text}”.",
                    mend="Name it as {q:id}, declaring it under the part's numbers if no id has it.",
                )


def _opening_times(subject: Subject) -> set[str]:
    """The times of day at which a calendar of the process opens or closes: they have their origin there."""
    times = {t for c in subject.process.calendars for w in c.windows for t in (w.start, w.end)}
    return times | {t.lstrip("0") for t in times}


def _names(subject: Subject) -> tuple[str, ...]:
    frame = subject.process.frame
    named = [one.name for one in frame.receivers] + [s.name for s in frame.severities]
    named += [c.name for c in frame.customer_tiers] + [i.name for i in subject.process.rules.issues]
    named += [f.text for f in subject.brief.facts if f.text] + [f.label for f in subject.process.fields]
    return tuple(sorted({n for n in named if any(map(str.isdigit, n))}, key=len, reverse=True))


CHECKS = (
    Check(id="E39", weight="blocker", title="Every number has an origin that holds", find=every_quantity_has_an_origin),
    Check(
        id="E39.prose", weight="blocker", title="No number stands in prose without an origin", find=no_digits_in_prose
    ),
)
