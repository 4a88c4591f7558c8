"""Mutants of timers, severities and hours."""

from __future__ import annotations

from evals.mutants.mutant import B2B, FOUR_SEVERITIES, Mutant, both, drop, keep_if, minutes, put
from schemas.brief import Brief
from schemas.facts import stated


def with_rota(people: float) -> object:
    """A brief in which so many people share the rota."""

    def changed(brief: Brief) -> Brief:
        return brief.with_facts(
            stated("oncall.people", quote=f"{people:g} people on call", turn=1, number=people, unit="people")
        )

    return changed


def _wait_trigger(field: str, wait: float, ack: float | None) -> dict[str, object]:
    return {
        "id": "slow-enterprise",
        "name": "Enterprise waits",
        "kind": "functional",
        "mode": "automatic",
        "family": "time",
        "all_of": [
            {"field": "severity", "op": "=", "values": ["p1"], "number": None},
            {"field": "customer_tier", "op": "=", "values": ["enterprise"], "number": None},
            {"field": field, "op": ">=", "values": [], "number": minutes(wait)},
        ],
        "source": "any",
        "to": "incident-manager",
        "order": 50,
        "acknowledge_in": None if ack is None else minutes(ack),
        "on_lapse": "engineering-lead",
        "protects": "first_response:enterprise/p1",
        "reason": "Keeps the promise",
        "salience": 2,
    }


def _waiting(*triggers: dict[str, object]) -> object:
    def edit(data: dict) -> None:  # type: ignore[type-arg]
        data["rules"]["triggers"].extend(triggers)
        ids = {field["id"] for field in data["fields"]}
        blank: dict[str, object] = {
            "question": None,
            "judge": None,
            "unknown_as": "unknown",
            "sensitive": False,
            "values": [],
        }
        for field in ("time_since_created", "sla.first_response.elapsed"):
            if field not in ids:
                data["fields"].append(
                    blank | {"id": field, "label": field, "kind": "duration", "unit": "duration", "source": "s"}
                )

    return edit


def _timer(id: str, severity: str, wait: float) -> dict[str, object]:
    trigger = _wait_trigger("time_in_tier", wait, 5) | {"id": id, "protects": None, "source": "t1", "to": "t2"}
    trigger["all_of"] = [
        {"field": "severity", "op": "=", "values": [severity], "number": None},
        {"field": "time_in_tier", "op": ">=", "values": [], "number": minutes(wait)},
    ]
    return trigger


TIMERS = (
    Mutant(
        check="E14",
        name="waits as long as the promise",
        on=B2B,
        edit=_waiting(_wait_trigger("time_since_created", 30, 5)),  # type: ignore[arg-type]
    ),
    Mutant(
        check="E14",
        name="wait and acknowledgement overrun together",
        on=B2B,
        edit=_waiting(_wait_trigger("sla.first_response.elapsed", 20, 15)),  # type: ignore[arg-type]
    ),
    Mutant(
        check="E14",
        name="nobody has to acknowledge",
        on=B2B,
        edit=_waiting(_wait_trigger("time_since_created", 10, None)),  # type: ignore[arg-type]
    ),
    Mutant(
        check="E14",
        name="the classic: as long as the promise, and it does not say what it protects",
        on=B2B,
        edit=_waiting(_wait_trigger("time_since_created", 30, 5) | {"protects": None}),  # type: ignore[arg-type]
    ),
    Mutant(check="E14", name="alarm acknowledged too late", edit=put("alarms/warn-p1/acknowledge_in", minutes(29))),
    Mutant(
        check="E15",
        name="the higher severity waits longer",
        edit=_waiting(_timer("a", "p1", 60), _timer("b", "p2", 30)),  # type: ignore[arg-type]
    ),
    Mutant(
        check="E15",
        name="second waits longer than third",
        edit=_waiting(_timer("a", "p2", 90), _timer("b", "p3", 60)),  # type: ignore[arg-type]
    ),
    Mutant(
        check="E15",
        name="first waits longer than last",
        on=B2B,
        edit=_waiting(_timer("a", "p1", 11), _timer("b", "p4", 10)),  # type: ignore[arg-type]
    ),
    Mutant(
        check="E16",
        name="target without a clock",
        edit=put("frame/severities/p3/first_response", minutes(480, clock=None)),
    ),
    Mutant(
        check="E16",
        name="acknowledgement without a clock",
        edit=put("handling/handoff/by_severity/p2/acknowledge_in", minutes(20, clock=None)),
    ),
    Mutant(
        check="E16",
        name="unknown clock",
        edit=put("frame/severities/p4/update_every", minutes(2_400, clock="whenever")),
    ),
    Mutant(check="E18", name="no warning", edit=drop("alarms/warn-p1")),
    Mutant(check="E18", name="no breach alarm", edit=drop("alarms/breach-p2")),
    Mutant(
        check="E18",
        also=("E14",),
        name="warning at ninety percent",
        edit=put(
            "alarms/warn-p3/all_of/1/number", {"value": 90, "unit": "percent", "clock": None, "basis": "proposal"}
        ),
    ),
)
SEVERITIES = (
    Mutant(check="E21", name="top without a counter-example", edit=put("frame/severities/p1/counter_example", None)),
    Mutant(check="E21", name="no measurable floor", edit=put("frame/severities/p2/floors", [])),
    Mutant(check="E21", name="nobody may set it", edit=put("frame/severities/p3/set_by", [])),
    Mutant(check="E21", name="no example", edit=put("frame/severities/p4/example", "")),
    Mutant(
        check="E22",
        name="updates get rarer at the top",
        on=B2B,
        edit=put("frame/severities/p1/update_every", minutes(300)),
        also=("E39",),
    ),
    Mutant(
        check="E22",
        name="the lowest is answered before the third",
        edit=put("frame/severities/p4/first_response", minutes(60, clock="business")),
    ),
    Mutant(
        check="E22",
        name="the top two are updated alike",
        on=B2B,
        also=("E39",),
        edit=put("frame/severities/p2/update_every", minutes(60)),
    ),
    Mutant(check="E23", name="a cell is missing", edit=drop("frame/matrix/cells/0")),
    Mutant(
        check="E23", name="a cell is upside down", on=FOUR_SEVERITIES, edit=put("frame/matrix/cells/0/severity", "p4")
    ),
    Mutant(check="E23", name="no matrix", edit=put("frame/matrix", {"impacts": [], "urgencies": [], "cells": []})),
    Mutant(check="E24", name="in doubt the lower", edit=put("frame/severity_change/unknown_takes_higher", False)),
    Mutant(check="E24", name="lowered on no evidence", edit=put("frame/severity_change/evidence", "")),
    Mutant(check="E24", name="the customer is not told", edit=put("frame/severity_change/tell_customer", "")),
)
HOURS = (
    Mutant(
        check="E25",
        name="the duty role keeps office hours",
        edit=both(
            *(put(f"frame/roles/{role}/hours", "business") for role in ("duty-engineer", "backup-engineer")),
        ),
        also=("E28.off_shift", "E29.night"),
    ),
    Mutant(
        check="E25",
        name="a round-the-clock promise answered by the office",
        on=B2B,
        edit=both(
            put("frame/severities/p1/entry", "t1"),
            put("frame/commitments/first_response:enterprise/p1/answered_by", "t1"),
            keep_if("rules/triggers", lambda t: t["id"] not in ("any-p1", "enterprise-p1")),
        ),
        also=("E08", "PRINCIPLE"),
    ),
    Mutant(
        check="E25",
        name="a low severity promised around the clock",
        edit=put("frame/commitments/first_response:enterprise/p4/target", minutes(960)),
        also=("E14.clock",),
    ),
    Mutant(check="E35", name="no backup", edit=put("frame/roles/duty-engineer/deputy", "duty-engineer")),
    Mutant(
        check="E35",
        name="one person on call",
        on=B2B,
        edit=keep_if("frame/decisions", lambda d: True),
        brief=with_rota(1),  # type: ignore[arg-type]
        also=("E39.ledger",),
    ),
    Mutant(
        check="E35",
        name="three people on call",
        on=B2B,
        edit=keep_if("frame/decisions", lambda d: True),
        brief=with_rota(3),  # type: ignore[arg-type]
        also=("E39.ledger",),
    ),
)
MUTANTS = TIMERS + SEVERITIES + HOURS
