"""Severities with measurable floors, the matrix, and how a severity changes."""

from __future__ import annotations

from assistant.models.offline.library import GRADES, Grade
from assistant.models.offline.quoting import own_words
from assistant.models.offline.setting import KnownIssue, Setting
from assistant.models.offline.targets import UPDATES, promise
from schemas.conditions import Comparison
from schemas.design_basis import KnownNumber
from schemas.quantity import Quantity, minutes, proposal
from schemas.severity import Cell, Level, Matrix, Severity, SeverityChange

SHARES = (25.0, 5.0, 2.0, 1.0)
"""Percent of users hit at which a case reaches the highest severity, the next, and so on: proposals."""
LEVELS = 3


def grade_at(place: int, count: int) -> Grade:
    """What kind of case stands at a place among so many severities; the first is critical, the last low."""
    if place == 0 and count > 1:
        return "critical"
    if place == count - 1:
        return "low"
    return "high" if place == 1 else "normal"


def numbers(setting: Setting) -> tuple[KnownNumber, ...]:
    """The thresholds that severities name."""
    words = setting.words
    count = len(setting.targets.severities)
    return tuple(
        KnownNumber(
            id=f"hit_share_{severity}",
            text=words.say("frame.numbers.hit_share"),
            quantity=proposal(_share(place), "percent"),
        )
        for place, severity in enumerate(setting.targets.severities[: count - 1])
    )


def severities(setting: Setting) -> tuple[Severity, ...]:
    """All severities, the highest first."""
    return tuple(_severity(setting, place, id) for place, id in enumerate(setting.targets.severities))


def _severity(setting: Setting, place: int, id: str) -> Severity:
    words, targets = setting.words, setting.targets
    count = len(targets.severities)
    grade = grade_at(place, count)
    top = place == 0
    line = setting.tiers[min(len(setting.tiers) - 1, 1)] if grade == "high" else setting.tiers[0]
    responder = "duty_manager" if setting.small else "duty_engineer"
    said = own_words(setting.brief.text("severity.meaning", id), numbers=setting.numbers, most=22)
    setters = tuple(dict.fromkeys((setting.tiers[0], "duty_manager")))
    return Severity(
        id=id,
        name=_name(setting, id),
        meaning=said
        or words.first_of(f"frame.meaning.{grade}_{setting.trade.id}", f"frame.meaning.{grade}", severity=id),
        floors=_floors(setting, place, count),
        example=_example(setting, grade),
        counter_example=_counter_example(setting, grade) if place < max(count - 1, 1) else None,
        first_response=_own(setting, id),
        update_every=updates(setting)[place],
        hours=targets.hours(id),
        entry=responder if top else line,
        owner="duty_manager" if top else line,
        set_by=setters,
    )


def _meanings(setting: Setting, grade: Grade) -> tuple[str, str]:
    return f"frame.meaning.{grade}_{setting.trade.id}", f"frame.meaning.{grade}"


def updates(setting: Setting) -> tuple[Quantity, ...]:
    """How often customers hear from us at each severity: promised, or proposed and never rarer above than below."""
    found: list[Quantity] = []
    least = 0.0
    for place, severity in enumerate(setting.targets.severities):
        stated = [
            promise(setting.brief, "update", customer, severity) for customer in (*setting.targets.customers, "*")
        ]
        bound = [f.quantity for f in stated if f is not None and f.quantity is not None]
        unit, value = UPDATES[min(place, len(UPDATES) - 1)]
        clock = setting.targets.hours(severity)
        wanted = proposal(value, "h" if unit == "h" else "min", clock)
        if bound:
            wanted = min(bound, key=minutes)
            wanted = wanted.model_copy(update={"clock": wanted.clock if wanted.clock in setting.calendars else clock})
        elif minutes(wanted) <= least:
            wanted = proposal(round(least / 60) + 8, "h", clock)
        least = max(least, minutes(wanted))
        found.append(wanted)
    return tuple(found)


def _own(setting: Setting, severity: str) -> Quantity:
    return setting.targets.loosest(severity)


def _name(setting: Setting, id: str) -> str:
    return setting.brief.text("severity", id) or id.upper()


def _share(place: int) -> float:
    return SHARES[place] if place < len(SHARES) else round(SHARES[-1] / 2 ** (place - len(SHARES) + 1), 3)


def _floors(setting: Setting, place: int, count: int) -> tuple[Comparison, ...]:
    if place == count - 1:
        return ()
    id = setting.targets.severities[place]
    share = Quantity(value=_share(place), unit="percent", clock=None, basis=f"= [hit_share_{id}]")
    hit = Comparison(field="affected_users_pct", op=">=", values=(), number=share)
    if place == 0:
        return (hit, *(_yes(flag) for flag in _critical_flags(setting)))
    if place == 1:
        blocked = Comparison(field="workaround_available", op="=", values=("no",), number=None)
        return hit, blocked
    return hit, _yes("confirmed_bug") if place == 2 else hit


def _critical_flags(setting: Setting) -> tuple[str, ...]:
    """The questions whose yes makes any case critical: by hazard, by trade, by the brief's own issues."""
    flags = ["data_loss"] if not setting.trade.consumer else []
    flags += ["security_flag"]
    if "privacy" in setting.hazards:
        flags.append("privacy_flag")
    if "safety" in setting.hazards:
        flags.append("safety_flag")
    flags += [setting.trade.floor] if setting.trade.floor else []
    flags += [i.kind.screening for i in setting.issues_with("critical") if i.kind.screening]
    return tuple(dict.fromkeys(flags))


def _yes(flag: str) -> Comparison:
    return Comparison(field=flag, op="=", values=("yes",), number=None)


def _example(setting: Setting, grade: Grade) -> str:
    issue = _issue_at(setting, grade)
    if issue is None:
        return setting.words.say(f"frame.example.{grade}")
    key = f"issues.{issue.kind.id}.example" if grade in ("critical", "high") else f"issues.{issue.kind.id}.counter"
    return setting.words.say(key, issue=issue.name)


def _counter_example(setting: Setting, grade: Grade) -> str:
    """What looks like it and is not: from another kind of issue than the example where there is one."""
    taken = _issue_at(setting, grade)
    fitting = [i for i in setting.issues if GRADES.index(i.grade) <= GRADES.index(grade)]
    other = next((i for i in fitting if taken is None or i.kind.id != taken.kind.id), taken)
    if other is None:
        return setting.words.say("frame.counter")
    return setting.words.say(f"issues.{other.kind.id}.counter", issue=other.name)


def _issue_at(setting: Setting, grade: Grade) -> KnownIssue | None:
    return next(iter(setting.issues_with(grade)), None)


def matrix(setting: Setting) -> Matrix:
    """Impact by urgency; no customer tier in it."""
    words, ids = setting.words, setting.targets.severities

    def level(kind: str, place: int) -> Level:
        key = f"frame.matrix.{kind}{place}"
        return Level(id=f"{kind}{place}", name=words.say(f"{key}.name"), meaning=words.say(f"{key}.meaning"))

    def severity(score: int) -> str:
        return ids[int(score * (len(ids) - 1) / (2 * (LEVELS - 1)) + 0.5)]

    cells = tuple(
        Cell(impact=f"impact{i}", urgency=f"urgency{u}", severity=severity(i + u))
        for i in range(LEVELS)
        for u in range(LEVELS)
    )
    return Matrix(
        impacts=tuple(level("impact", i) for i in range(LEVELS)),
        urgencies=tuple(level("urgency", u) for u in range(LEVELS)),
        cells=cells,
    )


def severity_change(setting: Setting) -> SeverityChange:
    """Anyone raises; the duty manager lowers, on evidence."""
    words = setting.words
    return SeverityChange(
        raise_by="anyone",
        lower_by="duty_manager",
        evidence=words.say("frame.change.evidence"),
        unknown_takes_higher=True,
        no_penalty=True,
        tell_customer=words.say("frame.change.tell"),
    )
