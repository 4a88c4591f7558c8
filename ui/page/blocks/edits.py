"""What somebody typed into a value's field, as an edit of the brief or of the document."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.render.wording import Phrases
from schemas.brief import Brief
from schemas.changes import FieldChange
from schemas.drafts import Draft
from schemas.edits import Edit
from schemas.errors import InputError
from schemas.facts import Fact
from schemas.hours import format_hours, parse_hours
from schemas.quantity import Quantity, Unit
from schemas.reading import ReadFact
from schemas.walk import quantities
from ui.page.blocks.facts import label_of

NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
UNITS: tuple[tuple[str, Unit], ...] = (
    ("min", "min"), ("hour", "h"), ("hr", "h"), ("stund", "h"), ("hora", "h"), ("h", "h"),
    ("day", "day"), ("tag", "day"), ("día", "day"), ("week", "week"), ("woche", "week"), ("seman", "week"),
    ("month", "month"), ("monat", "month"), ("mes", "month"), ("quarter", "quarter"), ("year", "year"),
    ("%", "percent"),
)  # fmt: skip
DURATIONS = ("min", "h", "day", "week", "month", "quarter", "year")
LONGEST_VALUE = 400


@dataclass(frozen=True)
class Typed:
    """One value that somebody typed. target: `fact:KEY`, or a JSON pointer into the document's process."""

    target: str
    text: str


@dataclass(frozen=True)
class Worded:
    """An edit and the same in words, one line each."""

    edit: Edit
    text: str


def edit_of(typed: Sequence[Typed], *, beside: str, brief: Brief, draft: Draft | None) -> Worded:
    """The edit that the typed values make, and the message that tells it: its lines, then `beside`.

    Raises InputError for a value that cannot be one, or whose target is gone.
    """
    facts: list[ReadFact] = []
    changes: list[FieldChange] = []
    lines: list[str] = []
    same = True
    for one in typed:
        if len(one.text) > LONGEST_VALUE or not one.text.strip():
            raise InputError("A value is empty or very long.", do="Write it in a few words.")
        if one.target.startswith("fact:"):
            old = _fact(one.target.removeprefix("fact:"), brief)
            line = f"{label_of(old, brief, Phrases(brief.language))}: {one.text.strip()}"
            new = _read(old, one.text.strip(), line)
            same = same and (new.number, new.unit, new.text) == (old.number, old.unit, old.text)
            facts.append(new)
        else:
            change, line = _changed(one, draft)
            same = False
            changes.append(change)
        lines.append(line)
    text = "\n".join([*lines, *(["", beside.strip()] if beside.strip() else [])])
    summary = "; ".join(lines)
    edit = Edit(
        facts=tuple(facts), changes=tuple(changes), alone=not beside.strip(), confirms=same, summary=summary[:200]
    )
    return Worded(edit, text)


def _fact(key: str, brief: Brief) -> Fact:
    found = next((fact for fact in brief.facts if fact.key == key), None)
    if found is None:
        raise InputError("That value is not known any more.", do="Reload the page and look again.")
    return found


def _read(old: Fact, text: str, line: str) -> ReadFact:
    """The new value of a fact: a number where it is one, hours in their canonical form, else a text."""
    number, unit, said = old.number, old.unit, old.text
    if old.number is not None:
        number, unit = _measured(text, old.unit)
    elif "hours" in old.slot and old.slot not in ("hours.timezone", "hours.holidays"):
        zone = parse_hours(old.text, id="h", default_timezone="UTC").timezone if old.text else "UTC"
        said = format_hours(parse_hours(text, id="h", default_timezone=zone))
    else:
        said = text
    return ReadFact(
        slot=old.slot,
        subject=old.subject,
        number=number,
        unit=unit,
        clock=old.clock,
        text=said,
        quote=line,
        replaces=True,
    )


def _changed(one: Typed, draft: Draft | None) -> tuple[FieldChange, str]:
    """A number of the document that rests on a proposal, set anew."""
    numbers: Mapping[str, Quantity] = {} if draft is None else dict(quantities(draft.process))
    old = numbers.get(one.target)
    if old is None:
        raise InputError("That number is not in the document any more.", do="Reload the page and look again.")
    value, unit = _measured(one.text, old.unit)
    new = old.model_copy(update={"value": value, "unit": unit or old.unit, "basis": "proposal"})
    place = " ".join(part.replace("_", " ") for part in one.target.split("/") if part and not part.isdigit())
    line = f"{place}: {old.value:g} {old.unit} → {one.text.strip()}"
    return FieldChange(op="set", where=one.target, json_value=json.dumps(new.model_dump(mode="json"))), line


def _measured(text: str, unit: Unit | None) -> tuple[float, Unit | None]:
    """The number in a text and its unit; the old unit where none is named. Raises InputError without a number."""
    found = NUMBER.search(text)
    if found is None:
        raise InputError(f"“{text}” holds no number.", do="Write a number, such as 12 or 30 min.")
    value = float(found[0].replace(",", "."))
    rest = text[found.end() :].casefold()
    named = next((u for word, u in UNITS if re.search(rf"(?<!\w){re.escape(word)}", rest)), None)
    if named is not None and (unit in DURATIONS) == (named in DURATIONS):
        return value, named
    return value, unit
