"""A reader's defects of time: chains, clocks, ladders, nights."""

from __future__ import annotations

from evals.mutants.mutant import minutes
from evals.mutants.reader import (
    Data,
    chained,
    closed_at_night,
    first_tier,
    mutant,
    nights,
    office,
    office_role,
    remaining,
    rota_to_office,
    target_minutes,
    tiers,
    tightest,
    timer,
    top,
)


def _first_owner(data: Data, name: str, value: str) -> None:
    nights(data)
    next(o for o in data["handling"]["handoff"]["owners"] if o["state"] == "off_shift")[name] = value


def _ack_of_top(data: Data, clock: str) -> None:
    rule = next(r for r in data["handling"]["handoff"]["by_severity"] if r["severity"] == top(data)["id"])
    rule["acknowledge_in"]["clock"] = clock
    for alarm in data["alarms"]:
        if top(data)["id"] in alarm["all_of"][0]["values"]:
            alarm["acknowledge_in"]["clock"] = clock


def _ack_on_office_clock(data: Data) -> None:
    nights(data)
    _ack_of_top(data, office(data))


def _wait_on_office_clock(data: Data) -> None:
    nights(data)
    timer(data, wait=1, ack=1)["all_of"][1]["number"]["clock"] = office(data)


def _trigger_ack_on_office_clock(data: Data) -> None:
    nights(data)
    timer(data, wait=1, ack=1)["acknowledge_in"]["clock"] = office(data)


def _late_reply(data: Data, factor: float) -> None:
    target = tightest(data)["target"]
    late = target | {"value": target["value"] * factor, "basis": "proposal"}
    for step in data["handling"]["ladders"][0]["steps"]:
        if step["kind"] == "reply":
            step["at"] = late


def _reply_in_office_time(data: Data) -> None:
    nights(data)
    for step in data["handling"]["ladders"][0]["steps"]:
        if step["kind"] == "reply":
            step["at"]["clock"] = office(data)


def _ladder_of_another(data: Data) -> None:
    data["handling"]["ladders"][0]["severity"] = data["frame"]["severities"][1]["id"]


def _page_the_office(data: Data) -> None:
    nights(data)
    asleep = office_role(data)
    made = timer(data, wait=1, ack=1)
    made |= {"to": asleep, "on_lapse": _other_office_role(data, asleep)}
    data["rules"]["triggers"][-1] = made


def _other_office_role(data: Data, asleep: str) -> str:
    """The deputy of a role that sleeps, whose own deputy sleeps too."""
    roles = {r["id"]: r for r in data["frame"]["roles"]}
    deputy = roles[asleep]["deputy"]
    if roles[roles[deputy]["deputy"]]["hours"] not in closed_at_night(data):
        raise LookupError("somebody is awake")
    return str(deputy)


def _ladder_pages_the_office(data: Data) -> None:
    nights(data)
    asleep = office_role(data)
    step = next(s for s in data["handling"]["ladders"][0]["steps"] if s["kind"] in ("page", "ack"))
    step |= {"actor": asleep, "if_not": None}


def _question_pages_the_office(data: Data) -> None:
    nights(data)
    question = next(q for q in data["rules"]["screening_questions"] if q["severity_floor"] == top(data)["id"])
    question["pages"] = office_role(data)


def _nobody_between_shifts(data: Data) -> None:
    nights(data)
    asleep = office_role(data)
    data["handling"]["handoff"]["shift"] |= {"accepted_by": asleep, "outside_hours": asleep}


def _first_line_between_shifts(data: Data) -> None:
    nights(data)
    shifts = {t["id"]: t["hours"] for t in data["frame"]["tiers"]}
    last = list(shifts)[-1]
    data["handling"]["handoff"]["shift"] |= {"accepted_by": last, "outside_hours": last}


def _update_by_the_office(data: Data) -> None:
    nights(data)
    tier = first_tier(data)
    if data["frame"]["tiers"][0]["hours"] not in closed_at_night(data):
        raise LookupError("nobody sleeps")
    severity = data["frame"]["severities"][-1]["id"]
    customer = data["frame"]["customer_tiers"][0]["id"]
    data["frame"]["commitments"].append(
        {
            "id": f"update:{customer}/{severity}",
            "metric": "update",
            "customer_tier": customer,
            "severity": severity,
            "target": minutes(3_000),
            "pauses_on": [],
            "answered_by": tier,
            "penalty": None,
        }
    )


def _beyond(data: Data, factor: float) -> None:
    due = [c["target"] for c in data["frame"]["commitments"] if c["metric"] == "resolution"]
    if not due:
        raise LookupError("no solution is promised")
    for ladder in data["handling"]["partner_ladders"]:
        per = {"min": 1, "h": 60, "day": 1_440}
        ladder["decide_without_after"] = minutes(
            factor * max(t["value"] * per[t["unit"]] for t in due), clock=due[0]["clock"]
        )


def _overrun(data: Data) -> None:
    whole = target_minutes(data)
    timer(data, wait=whole * 0.8, ack=whole * 0.25)


def _same_tier(data: Data) -> None:
    """Waits as long as the promise, and the next is a tier."""
    made = timer(data, wait=target_minutes(data), ack=1)
    made["on_lapse"] = next(t for t in sorted(tiers(data)) if t not in (first_tier(data), made["to"]))


OTHERS = ("energy", "heating", "hosting", "payments", "saas", "travel")
"""The processes in which some role and its deputy both sleep; in the first, somebody who stands in never does."""
MUTANTS = (
    mutant("E14", "the next has no time left", chained(0.5, 0.3, 0.3)),
    mutant("E14", "the next may take as long as the promise", chained(0.1, 0.1, 1.0), "E18"),
    mutant("E14", "wait and acknowledgement overrun", _overrun),
    mutant("E14", "waits out the promise", _same_tier),
    mutant("E14", "less is left than the acknowledgement takes", remaining),
    mutant("E14.clock", "alarms are acknowledged in office time", _ack_on_office_clock, "E39"),
    mutant("E14.clock", "the wait runs in office time", _wait_on_office_clock),
    mutant("E14.clock", "the acknowledgement runs in office time", _trigger_ack_on_office_clock),
    mutant("E14.ladder", "answers after the promise", lambda d: _late_reply(d, 1.5)),
    mutant("E14.ladder", "answers a day late", lambda d: _late_reply(d, 50)),
    mutant("E14.ladder", "answers in office time", _reply_in_office_time),
    mutant("E14.ladder", "shows another severity's cases", _ladder_of_another),
    mutant("PAGE", "a trigger rings the office at night", _page_the_office, on=OTHERS),
    mutant("PAGE", "a ladder rings the office at night", _ladder_pages_the_office, on=OTHERS),
    mutant("PAGE", "a question rings the office at night", _question_pages_the_office, on=OTHERS),
    mutant("E28.off_shift", "the holder, who is not there", lambda d: _first_owner(d, "owner", "holder")),
    mutant("E28.off_shift", "the holder speaks", lambda d: _first_owner(d, "customer_contact", "holder")),
    mutant(
        "E28.off_shift", "a role that is off shift too", lambda d: _first_owner(d, "owner", office_role(d)), on=OTHERS
    ),
    mutant("E29.night", "nobody between shifts", _nobody_between_shifts, on=OTHERS),
    mutant("E29.night", "a tier that sleeps", _first_line_between_shifts),
    mutant("E29.night", "everybody keeps office hours", rota_to_office, "E25", "E28.off_shift", "PAGE"),
    mutant("E25", "updates around the clock from a tier that sleeps", _update_by_the_office, "E18"),
    mutant("PARTNER.time", "decides when the promise is due", lambda d: _beyond(d, 1), on=("heating",)),
    mutant("PARTNER.time", "decides a day after it is due", lambda d: _beyond(d, 2), on=("heating",)),
    mutant("PARTNER.time", "decides weeks later", lambda d: _beyond(d, 30), on=("heating",)),
)
