"""Wishes that can be understood by pattern: times, people, names, owners, partners, issues."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from assistant.models.offline.catalog import Words, named
from assistant.models.offline.revising.naming import find_named
from assistant.models.offline.revising.patterns import PATTERNS
from schemas.brief import Brief
from schemas.changes import FieldChange
from schemas.facts import inferred
from schemas.process import EscalationProcess
from schemas.quantity import Unit, minutes, proposal

LONGEST = 400
UNITS: dict[str, Unit] = {"m": "min", "h": "h", "s": "h", "d": "day", "t": "day"}
"""By the first letter, as in Stunden, Tage and días."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a wish means: a brief that implies it, changes that make it, or why it cannot be."""

    brief: Brief | None = None
    changes: tuple[FieldChange, ...] = ()
    refusal: str | None = None
    kind: Literal["unclear", "impossible"] = "unclear"


Reader = Callable[[re.Match[str], EscalationProcess, Brief], Outcome | None]


def understood(request: str, process: EscalationProcess, brief: Brief) -> Outcome | None:
    """What the wish means; None when no pattern fits."""
    wish = " ".join(request.split())[:LONGEST].strip(" .!")
    for wanted, pattern in PATTERNS:
        match = re.search(pattern, wish, re.IGNORECASE)
        outcome = _READERS[wanted](match, process, brief) if match else None
        if outcome is not None:
            return outcome
    return None


def _acknowledge(match: re.Match[str], process: EscalationProcess, brief: Brief) -> Outcome | None:
    """An acknowledgement time; refused when it leaves no time to keep the promise."""
    severity = _severity(match, process)
    if severity is None:
        return None
    value, unit = _amount(match)
    wanted = proposal(value, unit, process.frame.severities[0].hours)
    kept = [c for c in process.frame.commitments if c.severity == severity and c.metric == "first_response"]
    limit = min((minutes(c.target) for c in kept), default=float("inf"))
    if minutes(wanted) >= limit:
        said = Words(brief.language).say("talk.refine.too_slow", limit=f"{limit:g}")
        return Outcome(refusal=said, kind="impossible")
    rule = next((r for r in process.handling.handoff.by_severity if r.severity == severity), None)
    if rule is None:
        return None
    wanted = wanted.model_copy(update={"clock": rule.acknowledge_in.clock})
    return Outcome(changes=(_set(f"/handling/handoff/by_severity/{severity}/acknowledge_in", wanted.model_dump()),))


def _update(match: re.Match[str], process: EscalationProcess, brief: Brief) -> Outcome | None:
    severity = _severity(match, process)
    if severity is None:
        return None
    value, unit = _amount(match)
    place = next(s for s in process.frame.severities if s.id == severity)
    wanted = proposal(value, unit, place.update_every.clock)
    return Outcome(changes=(_set(f"/frame/severities/{severity}/update_every", wanted.model_dump()),))


def _respond(match: re.Match[str], process: EscalationProcess, brief: Brief) -> Outcome | None:
    """A first response at a severity, for everybody: the broader promise and each narrower one that is slower."""
    severity = _severity(match, process)
    if severity is None:
        return None
    value, unit = _amount(match)
    cells = [f for f in brief.under("promise.first_response") if f.subject.endswith(f"/{severity}")]
    moved = tuple(f.model_copy(update={"number": value, "unit": unit}) for f in cells if f.quantity)
    if not moved:
        moved = (inferred("promise.first_response", f"*/{severity}", number=value, unit=unit, rule="wish"),)
    return Outcome(brief=brief.with_facts(*moved))


def _people(match: re.Match[str], process: EscalationProcess, brief: Brief) -> Outcome | None:
    tier = find_named(match["tier"], process.frame.tiers)
    fact = brief.find("tier.headcount", tier) if tier else None
    if fact is None:
        return None
    return Outcome(brief=brief.with_facts(fact.model_copy(update={"number": float(match["people"])})))


def _rename(match: re.Match[str], process: EscalationProcess, brief: Brief) -> Outcome | None:
    old, new = match["old"].strip(" '\"“”"), named(match["new"], most=8)
    lists: tuple[tuple[str, Any], ...] = (
        ("frame/tiers", process.frame.tiers),
        ("frame/roles", process.frame.roles),
        ("frame/partners", process.frame.partners),
        ("frame/customer_tiers", process.frame.customer_tiers),
        ("frame/severities", process.frame.severities),
        ("rules/issues", process.rules.issues),
    )
    for path, items in lists:
        id = find_named(old, items)
        if id is not None:
            return Outcome(changes=(_set(f"/{path}/{id}/name", new),))
    return _not_found(old, brief)


def _drop_issue(match: re.Match[str], process: EscalationProcess, brief: Brief) -> Outcome | None:
    id = find_named(match["issue"], process.rules.issues)
    if id is None:
        return _not_found(match["issue"], brief)
    if len(process.rules.issues) == 1:
        return Outcome(refusal=Words(brief.language).say("talk.refine.last_issue"), kind="impossible")
    keys = [f.key for f in brief.facts if f.slot.startswith("issue") and f.subject == id]
    if keys:
        return Outcome(brief=brief.without(*keys))
    return Outcome(changes=(FieldChange(op="remove", where=f"/rules/issues/{id}", json_value="null"),))


def _add_issue(match: re.Match[str], process: EscalationProcess, brief: Brief) -> Outcome | None:
    name = named(match["issue"])
    return Outcome(brief=brief.with_facts(inferred("issue", _slug(name), text=name, rule="wish")))


def _add_partner(match: re.Match[str], process: EscalationProcess, brief: Brief) -> Outcome | None:
    name, owns = named(match["partner"]), named(match["owns"] or "", most=10)
    facts = [inferred("partner", _slug(name), text=name, rule="wish")]
    if match["owns"]:
        facts.append(inferred("partner.owns", _slug(name), text=owns, rule="wish"))
    return Outcome(brief=brief.with_facts(*facts))


def _owner(match: re.Match[str], process: EscalationProcess, brief: Brief) -> Outcome | None:
    """The accountable role: a role of that name, else the present owner under the new name."""
    name = match["owner"].strip(" '\"“”")
    id = find_named(name, process.frame.roles)
    if id is not None:
        return Outcome(changes=(_set("/improvement/governance/owner", id),))
    present = process.improvement.governance.owner
    if present not in {role.id for role in process.frame.roles}:
        return None
    return Outcome(changes=(_set(f"/frame/roles/{present}/name", named(name, most=6)),))


def _cap(match: re.Match[str], process: EscalationProcess, brief: Brief) -> Outcome | None:
    wanted = proposal(float(match["count"]), "count")
    return Outcome(changes=(_set("/handling/handoff/bounce_cap", wanted.model_dump()),))


def _severity(match: re.Match[str], process: EscalationProcess) -> str | None:
    said = re.sub(r"[\s-]", "", match["severity"]).lower()
    return next((s.id for s in process.frame.severities if said in (s.id.lower(), s.name.lower())), None)


def _amount(match: re.Match[str]) -> tuple[float, Unit]:
    return float(match["value"].replace(",", ".")), UNITS[match["unit"][0].lower()]


def _set(where: str, value: Any) -> FieldChange:
    return FieldChange(op="set", where=where, json_value=json.dumps(value, ensure_ascii=False))


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "new"


def _not_found(name: str, brief: Brief) -> Outcome:
    return Outcome(refusal=Words(brief.language).say("talk.refine.unknown", name=named(name, most=8)))


_READERS: dict[str, Reader] = {
    "acknowledge": _acknowledge,
    "update": _update,
    "respond": _respond,
    "rename": _rename,
    "add_partner": _add_partner,
    "add_issue": _add_issue,
    "drop_issue": _drop_issue,
    "owner": _owner,
    "cap": _cap,
    "people": _people,
}
