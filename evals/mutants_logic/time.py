"""Defects of time: promises, waits, hours."""

from __future__ import annotations

from typing import Any

from evals.mutants_logic.defects import Defect, Edit, add, both, change, minutes, one, trigger, without
from evals.mutants_logic.good import Data, compared, measured

P1 = compared("severity", "=", "p1")
ENTERPRISE = compared("customer_tier", "=", "enterprise")
PROMISE = "first_response:enterprise/p1"


def _slow(wait: Data, *, ack: Data | None) -> Edit:
    bad = trigger(
        "bad",
        P1,
        ENTERPRISE,
        wait,
        order=50,
        source="any",
        to="incident-manager",
        on_lapse="engineering-lead",
        acknowledge_in=ack,
        protects=PROMISE,
        family="time",
    )
    return add(bad)


def _wait(id: str, minutes_waited: float, *cell: Data, **other: Any) -> Data:
    return trigger(id, *cell, measured("troubleshooting_time", ">=", minutes_waited, "min", clock="business"), **other)


PROMISES = (
    Defect(
        property="E14.chain",
        name="waits as long as the promise",
        edit=_slow(measured("time_since_created", ">=", 30, "min", clock="24x7"), ack=minutes(5)),
    ),
    Defect(
        property="E14.chain",
        name="wait and acknowledgement overrun together",
        edit=_slow(measured("time_since_created", ">=", 20, "min", clock="24x7"), ack=minutes(15)),
    ),
    Defect(
        property="E14.chain",
        name="waits in weekdays, promises every day",
        edit=_slow(measured("time_since_created", ">=", 10, "min", clock="24x5"), ack=minutes(5)),
    ),
    Defect(
        property="E14.chain",
        name="acknowledges in weekdays, promises every day",
        edit=_slow(measured("time_since_created", ">=", 10, "min", clock="24x7"), ack=minutes(5, clock="24x5")),
    ),
    Defect(
        property="E14.chain",
        name="nobody has to acknowledge",
        edit=_slow(measured("time_since_created", ">=", 10, "min", clock="24x7"), ack=None),
    ),
    Defect(
        property="E14.chain",
        name="the warning is acknowledged after the promise",
        edit=change("warn-p1", acknowledge_in=minutes(29)),
    ),
)


def _step(kind: str, **values: Any) -> Edit:
    """Changes the steps of one kind in every ladder."""

    def edit(data: Data) -> None:
        for ladder in data["handling"]["ladders"]:
            for step in ladder["steps"]:
                if step["kind"] == kind:
                    step |= values

    return edit


LADDERS = (
    Defect(property="E14.ladder", name="replies when the promise is due", edit=_step("reply", at=minutes(30))),
    Defect(
        property="E14.ladder",
        name="replies in weekdays, promises every day",
        edit=_step("reply", at=minutes(5, clock="24x5")),
    ),
    Defect(
        property="E14.ladder",
        name="counts on a lead and a deputy who keep weekdays",
        edit=both(
            one("roles", "support-lead", hours="24x5", deputy="support-lead"),
            _step("management", actor="support-lead", if_not=None),
        ),
    ),
)
WAITS = (
    Defect(
        property="E15.waits",
        name="the fourth severity before the third",
        edit=add(_wait("bad", 30, compared("severity", "=", "p4"), order=30)),
    ),
    Defect(
        property="E15.waits",
        name="the third waits twice as long as the fourth",
        edit=add(
            _wait("one", 60, compared("severity", "=", "p3"), order=30),
            _wait("bad", 30, compared("severity", "=", "p4"), order=31),
        ),
    ),
    Defect(
        property="E15.waits",
        name="the lowest on a faster clock",
        edit=add(
            _wait("one", 45, compared("severity", ">=", "p3"), order=30),
            _wait("bad", 44, compared("severity", "=", "p4"), order=31),
        ),
    ),
)


def _exit(receiver: str, group: str, to: str) -> Edit:
    return one(group, receiver, exit=to)


def _never_opens(data: Data) -> None:
    data["calendars"].append({"id": "never", "label": "never", "timezone": "UTC", "windows": [], "holidays": []})
    for tier in data["frame"]["tiers"]:
        if tier["id"] == "t2":
            tier["hours"] = "never"


def _weekdays_only(*roles: str) -> Edit:
    return both(*(one("roles", role, hours="24x5") for role in roles))


HOURS = (
    Defect(property="E02.ends", name="the last tier hands back to the first", edit=_exit("t3", "tiers", "t1")),
    Defect(
        property="E02.ends",
        name="two managers hand on to each other",
        edit=_exit("engineering-lead", "roles", "incident-manager"),
    ),
    Defect(property="E02.ends", name="a tier that is never there", edit=_never_opens),
    Defect(property="E02.ends", name="hands on to nobody", edit=_exit("support-lead", "roles", "somebody")),
    Defect(
        property="E25.called",
        name="the whole rota keeps weekdays",
        edit=_weekdays_only("duty-engineer", "backup-engineer", "engineering-lead", "incident-manager", "support-lead"),
    ),
    Defect(
        property="E25.called",
        name="calls two who are not there at weekends",
        edit=both(
            _weekdays_only("support-lead", "incident-manager", "engineering-lead"),
            change("legal", to="support-lead", on_lapse="incident-manager"),
        ),
    ),
    Defect(
        property="E13.hours",
        name="the office keeps a promise for every day",
        edit=both(
            one("severities", "p1", entry="t3"),
            one("tiers", "t3", hours="24x5"),
            without("enterprise-p1", "any-p1", "warn-p1", "breach-p1"),
        ),
    ),
)
DEFECTS: tuple[Defect, ...] = PROMISES + LADDERS + WAITS + HOURS
