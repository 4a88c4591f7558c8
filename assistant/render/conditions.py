"""Conditions in words: `P1 and 50 % of the first-response clock used (7.5 min for Enterprise)`.

Everything returned is plain text, to be made safe for Markdown by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.render.quantities import clock_name
from assistant.render.view import View
from schemas.conditions import Comparison
from schemas.numbers import clock_minutes
from schemas.quantity import Quantity

_SLA = re.compile(r"sla\.(\w+)\.(consumed_pct|elapsed|breached)")
_NUMBERED = re.compile(r"[A-Za-z]{1,4}\d{1,2}")
_SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_NAMED_FIELDS = ("issue_type", "customer_tier", "severity")


def in_words(conditions: Sequence[Comparison], view: View) -> str:
    """The conjunction as people read it; empty for no condition."""
    told = [_one(condition, conditions, view) for condition in conditions]
    return f" {view.say('word.and')} ".join(part for part in told if part)


def formula(conditions: Sequence[Comparison], view: View) -> str:
    """The conjunction as a machine would read it: field ids, operators, values."""
    return " AND ".join(_formula(condition, view) for condition in conditions)


def severity_name(id: str, view: View) -> str:
    """`P1` for an id such as p1, else the severity's name."""
    return id.upper() if _NUMBERED.fullmatch(id) else view.raw_name(id)


def _one(condition: Comparison, together: Sequence[Comparison], view: View) -> str:
    clock = _SLA.fullmatch(condition.field)
    if clock is not None:
        return _promise(condition, clock[1], clock[2], together=together, view=view)
    if condition.op in ("within", "outside"):
        hours = " / ".join(clock_name(v, phrases=view.phrases, calendars=view.calendars) for v in condition.values)
        return view.say(f"condition.{condition.op}", hours=hours)
    field = view.fields.get(condition.field)
    if field is not None and field.kind == "flag":
        return _flag(condition, view)
    if condition.op in ("is_null", "not_null"):
        return view.say(f"condition.{condition.op}", field=view.raw_field(condition.field))
    if condition.number is not None:
        told = f"{view.raw_field(condition.field)} {_SIGNS.get(condition.op, condition.op)}"
        return f"{told} {view.raw_number(condition.number)}"
    return _choice(condition, view)


def _choice(condition: Comparison, view: View) -> str:
    values = [_value(condition.field, value, view) for value in condition.values]
    label = view.raw_field(condition.field)
    either = view.series(values, last="and" if condition.op == "contains_all" else "or")
    if condition.op in ("changed_to", "contains_all", "contains_any", "not_in", "!="):
        key = {"!=": "not_in"}.get(condition.op, condition.op)
        return view.say(f"condition.{key}", field=label, values=either)
    if condition.op in (">=", "<=", ">", "<"):
        return view.say(f"condition.rank.{condition.op}", field=label, values=either)
    return either if condition.field in _NAMED_FIELDS else f"{label}: {either}"


def _value(field: str, value: str, view: View) -> str:
    if field == "severity":
        return severity_name(value, view)
    return view.names.get(value) or view.phrases.known(f"value.{value}") or value.replace("_", " ")


def _flag(condition: Comparison, view: View) -> str:
    answer = _answer(condition)
    field = view.fields[condition.field]
    if field.question and field.judge:
        told = view.plain(field.question).strip()
        return view.say("condition.judged", question=told, answer=_word(answer, view))
    own = view.phrases.known(f"flag.{condition.field}.{answer}")
    if own is not None and view.raw_field(condition.field) == view.phrases.known(f"field.{condition.field}"):
        return own
    return f"{view.raw_field(condition.field)}: {_word(answer, view)}"


def _answer(condition: Comparison) -> str:
    if condition.op in ("is_null", "not_null"):
        return "unknown" if condition.op == "is_null" else "known"
    value = condition.values[0] if condition.values else "yes"
    if condition.op in ("!=", "not_in"):
        return {"yes": "no", "no": "yes"}.get(value, value)
    return value if len(condition.values) < 2 else "/".join(condition.values)


def _word(answer: str, view: View) -> str:
    return "/".join(view.phrases.known(f"value.{part}") or part for part in answer.split("/"))


def _promise(condition: Comparison, metric: str, reading: str, *, together: Sequence[Comparison], view: View) -> str:
    name = view.phrases.known(f"metric.{metric}") or metric.replace("_", " ")
    number = condition.number
    if reading == "breached":
        return view.say(f"condition.breached.{'no' if _answer(condition) == 'no' else 'yes'}", metric=name)
    if reading == "elapsed" or number is None:
        told = view.raw_number(number) if number is not None else ""
        return view.say("condition.elapsed", metric=name, sign=_SIGNS.get(condition.op, condition.op), number=told)
    if number.value == 100 and condition.op in (">=", ">", "="):
        return view.say("condition.breached.yes", metric=name)
    told = view.say("condition.consumed", metric=name, number=view.raw_number(number))
    moment = _moment(number, metric, together=together, view=view)
    return f"{told} ({moment})" if moment else told


def _moment(share: Quantity, metric: str, *, together: Sequence[Comparison], view: View) -> str:
    """The share of the tightest promise that the conditions single out, as a time."""
    severities, customers = _chosen(together, "severity"), _chosen(together, "customer_tier")
    if not severities:
        return ""
    fitting = [
        c
        for c in view.process.frame.commitments
        if c.metric == metric and c.severity in severities and (not customers or c.customer_tier in customers)
    ]
    if not fitting:
        return ""
    tightest = min(fitting, key=lambda c: clock_minutes(c.target, view.calendars))
    time = view.raw_amount(_part(tightest.target, share.value / 100))
    if len(view.process.frame.customer_tiers) < 2:
        return time
    return view.say("condition.moment", time=time, customer=view.raw_name(tightest.customer_tier))


def _part(target: Quantity, share: float) -> Quantity:
    value = target.value * share
    smaller = {"h": ("min", 60)}.get(target.unit)
    if smaller is not None and value < 1:
        return target.model_copy(update={"value": value * smaller[1], "unit": smaller[0]})
    return target.model_copy(update={"value": value})


def _chosen(conditions: Sequence[Comparison], field: str) -> frozenset[str]:
    return frozenset(v for c in conditions if c.field == field and c.op in ("=", "in") for v in c.values)


def _formula(condition: Comparison, view: View) -> str:
    told = " ".join((condition.field, _SIGNS.get(condition.op, condition.op.replace("_", " "))))
    if condition.number is not None:
        return f"{told} {view.raw_amount(condition.number)}"
    values = ", ".join(condition.values)
    return f"{told} ({values})" if len(condition.values) > 1 else f"{told} {values}".rstrip()
