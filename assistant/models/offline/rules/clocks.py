"""What outside sets and what finds cases early: deadlines, regulators' clocks, detectors, screening questions."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.models.offline.cast import Cast
from assistant.models.offline.catalog import named
from assistant.models.offline.library import Duty, Hazard, field_book, trades
from assistant.models.offline.matching import mentions
from assistant.models.offline.quoting import own_words
from assistant.models.offline.rules.fields import question
from schemas.facts import Fact
from schemas.issues import Detector, ExternalDeadline, RegulatorClock
from schemas.quantity import Quantity, minutes, proposal
from schemas.severity import ScreeningQuestion

LEADS = (72.0, 24.0)
"""Hours before an outside deadline at which somebody is warned, the last one moves the case: proposals."""
MOST_DETECTORS = 8
MOST_QUESTIONS = 7
OBLIGATION_HINTS: dict[Hazard, tuple[str, ...]] = {
    "privacy": ("gdpr", "dsgvo", "rgpd", "privacy", "hipaa", "personal", "datenschutz"),
    "safety": ("mdr", "safety", "vigilance", "device", "recall", "gas", "food", "patient", "sicherheit"),
    "security": ("dora", "nis", "ict", "cyber", "security", "pci"),
    "money": ("psd", "payment", "fraud", "aml"),
    "legal": (),
}


LAWS: dict[str, tuple[str, ...]] = {
    "gdpr": ("gdpr", "dsgvo", "rgpd"),
    "dora": ("dora",),
    "nis2": ("nis2", "nis 2", "nis-2"),
    "mdr": ("mdr",),
    "hipaa": ("hipaa",),
}
"""The names of laws whose clocks are known, by the beginning of the duties' ids."""


@dataclass(frozen=True, kw_only=True)
class OutsideDate:
    """A deadline of the brief, or of one of its issues."""

    id: str
    name: str
    field: str


def outside_deadlines(cast: Cast) -> tuple[OutsideDate, ...]:
    """The brief's own deadlines."""
    return tuple(
        OutsideDate(
            id=fact.subject.replace("-", "_") or "date",
            name=named(fact.text or fact.subject, most=4),
            field=f"due_{fact.subject.replace('-', '_') or 'date'}",
        )
        for fact in cast.setting.brief.under("deadline")
    )


def external_deadlines(cast: Cast) -> tuple[ExternalDeadline, ...]:
    """Deadlines that somebody outside sets, each with its warnings and its owner."""
    words = cast.setting.words
    return tuple(
        ExternalDeadline(
            name=date.name,
            field=date.field,
            set_by=words.say("rules.deadline.set_by"),
            lead_times=tuple(proposal(hours, "h", "24x7") for hours in LEADS),
            owner=cast.manager,
            salience=2,
        )
        for date in outside_deadlines(cast)
    )


def regulator_clocks(cast: Cast) -> tuple[RegulatorClock, ...]:
    """The brief's obligations, then the duties that trade, region and hazards call for; a lawyer confirms each."""
    stated, known = [], {duty.id: duty for trade in trades().values() for duty in trade.duties}
    wanted: dict[str, Duty] = {}
    for fact in cast.setting.brief.under("obligation"):
        of_law = {id: duty for id, duty in known.items() if _same_law(id, f"{fact.text} {fact.subject}")}
        due = cast.setting.brief.find("obligation.deadline", fact.subject)
        if due is not None or not of_law:
            stated.append(_stated(cast, fact, due))
        # A stated deadline stands for the law's first clock; the law's other clocks run all the same.
        hours = minutes(due.quantity) if due and due.quantity and due.quantity.is_duration else None
        wanted |= {id: d for id, d in of_law.items() if hours is None or _length(d) != hours}
    wanted |= {duty.id: duty for duty in cast.setting.trade.duties if _applies(cast, duty) and not _told(cast, duty)}
    return (*stated, *(_usual(cast, duty) for duty in wanted.values()))


def _same_law(duty: str, said: str) -> bool:
    names = LAWS.get(duty.partition("_")[0], ())
    return bool(names) and mentions(said, names)


def _told(cast: Cast, duty: Duty) -> bool:
    """Whether the brief names the law itself, so that its clocks were chosen by that."""
    return any(_same_law(duty.id, f"{fact.text} {fact.subject}") for fact in cast.setting.brief.under("obligation"))


def _length(duty: Duty) -> float | None:
    return minutes(proposal(*duty.length)) if duty.length else None


def _stated(cast: Cast, fact: Fact, due: Fact | None) -> RegulatorClock:
    words = cast.setting.words
    said = (fact.text, fact.subject.replace("-", " ").upper())
    law = next((name for text in said if (name := own_words(text, numbers={}, most=10))), None)
    length = due.quantity if due is not None and due.quantity is not None and due.quantity.is_duration else None
    return RegulatorClock(
        law=law or words.say("rules.regulator.unnamed"),
        starts_on=words.say("rules.regulator.starts"),
        length=length.model_copy(update={"clock": length.clock or "24x7"}) if length else None,
        accountable=cast.on_hazard(_hazard_of(f"{fact.text} {fact.subject}")),
        note=words.say("rules.regulator.note"),
    )


def _hazard_of(text: str) -> Hazard:
    lowered = text.lower()
    return next((h for h, words in OBLIGATION_HINTS.items() if any(word in lowered for word in words)), "legal")


def _applies(cast: Cast, duty: Duty) -> bool:
    setting = cast.setting
    here = setting.region in duty.regions or "any" in duty.regions
    named_hazards = {issue.hazard for issue in setting.issues}
    return here and (not duty.hazards or any(h in named_hazards or h in setting.trade.hazards for h in duty.hazards))


def _usual(cast: Cast, duty: Duty) -> RegulatorClock:
    law, starts_on, note = cast.setting.words.say(f"trades.duties.{duty.id}").split(" | ")
    length = proposal(*duty.length, "24x7") if duty.length else None
    hazard: Hazard = duty.hazards[0] if duty.hazards else "security" if duty.length else "legal"
    return RegulatorClock(law=law, starts_on=starts_on, length=length, accountable=cast.on_hazard(hazard), note=note)


def detectors(cast: Cast) -> tuple[Detector, ...]:
    """Signals of the brief's kinds of issues, one a kind."""
    found: dict[str, Detector] = {}
    for issue in cast.setting.issues:
        signal = issue.kind.detector
        if signal is None or issue.kind.id in found:
            continue
        words, base = cast.setting.words, f"issues.{issue.kind.id}"
        urgent = issue.hazard in ("safety", "security", "privacy")
        hazard: Hazard = issue.hazard or "security"
        found[issue.kind.id] = Detector(
            source=words.first_of(f"rules.sources.{signal.source.replace(' ', '_')}", "rules.sources.other"),
            signal=words.say(f"{base}.signal", issue=issue.name),
            threshold=proposal(*signal.threshold),
            window=_window(signal.window),
            false_hits=words.say(f"{base}.noise", issue=issue.name),
            to=cast.on_hazard(hazard) if urgent else cast.responder,
            salience=1 if urgent else 2,
        )
    return tuple(found.values())[:MOST_DETECTORS]


def _window(window: tuple[float, str]) -> Quantity:
    return Quantity.model_validate({"value": window[0], "unit": window[1], "clock": "24x7", "basis": "proposal"})


def screening_questions(cast: Cast) -> tuple[ScreeningQuestion, ...]:
    """What is asked at intake: the trade's own danger, each critical kind of issue, else whether work is blocked."""
    flags: dict[str, Hazard | None] = {}
    if cast.setting.trade.floor:
        flags[cast.setting.trade.floor] = "safety" if "safety" in cast.setting.hazards else None
    for issue in cast.setting.issues:
        if issue.kind.screening:
            flags.setdefault(issue.kind.screening, issue.hazard)
    flags.setdefault("security_flag", "security")
    return tuple(_question(cast, flag, hazard) for flag, hazard in tuple(flags.items())[:MOST_QUESTIONS])


def _question(cast: Cast, flag: str, hazard: Hazard | None) -> ScreeningQuestion:
    cautious = flag in field_book().unknown_counts_as_yes
    specialist = hazard in ("safety", "security", "privacy", "legal")
    return ScreeningQuestion(
        id=f"ask-{flag.replace('_', '-')}",
        ask=question(cast.setting.words, flag),
        asked_by=cast.first,
        field=flag,
        unknown_as="yes" if cautious else "unknown",
        severity_floor=None if hazard == "legal" else cast.top_severity.id,
        pages=cast.on_hazard(hazard) if specialist and hazard else cast.responder,
        salience=1 if hazard == "safety" or flag == "data_loss" else 2,
    )
