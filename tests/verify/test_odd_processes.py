"""Odd processes: clear results, never an exception, and never a `holds` that is not one."""

import json
from typing import Any

from assistant.verify.prove import Limits, prove
from evals.mutants_logic.defects import declared, trigger
from evals.mutants_logic.good import compared, good_processes, measured
from schemas.process import EscalationProcess
from schemas.proofs import Proof


def changed(edit: Any) -> EscalationProcess:
    data = json.loads(good_processes()["berlin office"].model_dump_json())
    edit(data)
    return EscalationProcess.model_validate(data)


def of(proofs: tuple[Proof, ...], property: str) -> list[Proof]:
    return [p for p in proofs if p.property == property]


def add(*triggers: dict[str, Any]) -> Any:
    return lambda data: data["rules"]["triggers"].extend(triggers)


def test_an_undeclared_field_is_unknown() -> None:
    """A row that cannot be read is told, with the reason."""
    proofs = prove(changed(add(trigger("bad", compared("mood", "=", "bad"), order=30))))
    assert [p.verdict for p in of(proofs, "E10")] == ["unknown"]
    assert "'mood' is not declared" in of(proofs, "E10")[0].what


def test_a_unit_that_does_not_match_is_unknown() -> None:
    """A duration that is compared with a count cannot be read."""
    wrong = measured("troubleshooting_time", ">=", 3, "count")
    assert of(prove(changed(add(trigger("bad", wrong, order=30)))), "E10")[0].verdict == "unknown"


def test_a_clock_that_is_no_calendar_is_unknown() -> None:
    """A wait on an unknown clock cannot be read."""
    wrong = measured("troubleshooting_time", ">=", 3, "h", clock="whenever")
    assert of(prove(changed(add(trigger("bad", wrong, order=30)))), "E10")[0].verdict == "unknown"


def test_nothing_holds_over_rows_that_cannot_be_read() -> None:
    """What needs every row is unknown when one cannot be read."""
    proofs = prove(changed(add(trigger("bad", compared("mood", "=", "bad"), order=30))))
    assert {p.verdict for p in of(proofs, "E12.order")} == {"unknown"}


def test_a_missing_row_may_be_the_one_that_cannot_be_read() -> None:
    """A gap is no failure while a row that might fill it cannot be read."""

    def edit(data: dict[str, Any]) -> None:
        data["rules"]["triggers"] = [t for t in data["rules"]["triggers"] if t["id"] != "security"]
        data["rules"]["triggers"].append(trigger("bad", compared("mood", "=", "bad"), order=30))

    assert {p.verdict for p in of(prove(changed(edit)), "E08.line")} == {"unknown"}


def test_time_that_is_up_is_unknown() -> None:
    """Without time nothing of the solver's holds."""
    ticks = iter(range(1_000_000))
    proofs = prove(good_processes()["berlin office"], limits=Limits(seconds=0.5), clock=lambda: float(next(ticks)))
    assert {p.verdict for p in of(proofs, "E12.shadowed")} == {"unknown"}


def test_five_hundred_triggers_are_proven() -> None:
    """Many triggers give a verdict for each property within the time."""
    many = [
        trigger(f"n{i}", compared("issue_type", "=", "api"), measured("arr", ">=", i, "USD"), order=1_000 + i)
        for i in range(500)
    ]
    proofs = prove(changed(add(*many)), limits=Limits(seconds=60))
    assert {p.property for p in proofs} >= {"E12.shadowed", "E12.order", "E13.gap", "E14.chain"}


def test_twelve_tiers_are_proven() -> None:
    """A ladder of tiers without any way up between them is found to strand tickets."""

    def edit(data: dict[str, Any]) -> None:
        tiers = data["frame"]["tiers"]
        for number in range(4, 13):
            tiers.append(tiers[-1] | {"id": f"t{number}", "name": f"Tier {number}"})
        data["alarms"] = []

    gaps = of(prove(changed(edit)), "E13.gap")
    assert len(gaps) >= 9
    assert {p.verdict for p in gaps} == {"fails"}


def test_no_customers_severities_or_triggers() -> None:
    """A process with nothing in it gives verdicts and no exception."""

    def edit(data: dict[str, Any]) -> None:
        data["frame"] |= {"customer_tiers": [], "severities": [], "commitments": [], "tiers": []}
        data["rules"] |= {"triggers": [], "issues": []}
        data |= {"alarms": [], "fields": [], "calendars": []}
        data["improvement"]["de_escalations"] = []

    assert prove(changed(edit))


def with_hours(windows: list[dict[str, str]]) -> EscalationProcess:
    def edit(data: dict[str, Any]) -> None:
        next(c for c in data["calendars"] if c["id"] == "business")["windows"] = windows

    return changed(edit)


def test_a_calendar_that_never_opens_fails() -> None:
    """Whoever works by it is never there."""
    assert {p.verdict for p in of(prove(with_hours([])), "E02.ends")} == {"fails"}


def test_a_promise_that_outlasts_the_calendar_is_unknown() -> None:
    """A wait and a promise that both end beyond the years that are looked at decide nothing."""
    slow = measured("time_since_created", ">=", 30, "h", clock="24x5")
    hours = with_hours([{"weekday": "mon", "start": "09:00", "end": "09:01"}])

    def edit(data: dict[str, Any]) -> None:
        late = {"value": 50_000, "unit": "h", "clock": "24x5", "basis": "proposal"}
        cell = compared("customer_tier", "=", "enterprise")
        data["rules"]["triggers"].append(
            trigger("bad", slow, cell, order=97, acknowledge_in=late, protects="first_response:enterprise/p4")
        )
        data["fields"].append(declared("time_since_created"))

    data = json.loads(hours.model_dump_json())
    edit(data)
    found = of(prove(EscalationProcess.model_validate(data)), "E14.chain")
    assert "first_response:enterprise/p4 ends years later" in " ".join(p.what for p in found if p.verdict == "unknown")


def test_told_of_each_property() -> None:
    """A caller sees what is being proven, and may end it there."""
    told: list[str] = []
    prove(good_processes()["berlin office"], on_property=told.append)
    assert told[0] == "Every trigger can fire"


def test_an_alarm_on_a_promise_that_was_not_given_saves_nobody() -> None:
    """A ticket without a promise of a solution is stranded though others have an alarm for it."""

    def edit(data: dict[str, Any]) -> None:
        wanted = ("t1-stuck", "reopened")
        data["rules"]["triggers"] = [t for t in data["rules"]["triggers"] if t["id"] not in wanted]
        alarm = next(a for a in data["alarms"] if a["id"] == "warn-p4")
        share = {"id": "sla.resolution.consumed_pct", "kind": "percent"}
        data["fields"].append(declared("x") | share)
        data["alarms"] = [alarm | {"all_of": [measured("sla.resolution.consumed_pct", ">=", 50, "percent")]}]
        given = next(c for c in data["frame"]["commitments"] if c["id"] == "first_response:enterprise/p4")
        data["frame"]["commitments"].append(given | {"id": "resolution:enterprise/p4", "metric": "resolution"})

    gaps = of(prove(changed(edit)), "E13.gap")
    assert {p.verdict for p in gaps} == {"fails"}
    facts = {f.field: f.value for p in gaps if p.ticket for f in p.ticket.facts}
    assert (facts["severity"], facts["customer_tier"]) != ("p4", "enterprise")
