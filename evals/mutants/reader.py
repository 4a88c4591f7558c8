"""Defects that an attentive reader makes by hand, in terms that hold for every good process."""

from __future__ import annotations

from typing import Any

from evals.mutants.mutant import Edit, Mutant, minutes

Data = dict[str, Any]
A_PROPOSED_COUNT = {"value": 2, "unit": "count", "clock": None, "basis": "proposal"}


def first_tier(data: Data) -> str:
    return str(data["frame"]["tiers"][0]["id"])


def tiers(data: Data) -> set[str]:
    return {t["id"] for t in data["frame"]["tiers"]}


def top(data: Data) -> Data:
    found: Data = data["frame"]["severities"][0]
    return found


def tightest(data: Data) -> Data:
    """A first response of the top severity, the one that its ladder shows."""
    ladder = data["handling"]["ladders"][0]["protects"]
    found: Data = next(c for c in data["frame"]["commitments"] if c["id"] == ladder)
    return found


def nights(data: Data) -> None:
    """Only where the top severity runs around the clock is there a night without office staff."""
    if top(data)["hours"] != "24x7":
        raise LookupError("no nights")


def closed_at_night(data: Data) -> list[str]:
    """The calendars with nights off."""
    full = {"start": "00:00", "end": "24:00"}
    return [c["id"] for c in data["calendars"] if any((w | full) != w for w in c["windows"])]


def office(data: Data) -> str:
    """A calendar with nights off."""
    return closed_at_night(data)[0]


def office_role(data: Data) -> str:
    """A role with nights off whose deputy has them off too."""
    roles, closed = {r["id"]: r for r in data["frame"]["roles"]}, closed_at_night(data)
    asleep = {id for id, role in roles.items() if role["hours"] in closed}
    return str(next(id for id in sorted(asleep) if roles[id]["deputy"] in asleep))


def rota_to_office(data: Data) -> None:
    """Everybody who is a role keeps office hours."""
    nights(data)
    for role in data["frame"]["roles"]:
        role["hours"] = office(data)


def timer(data: Data, *, wait: float, ack: float, lapse: str | None = None) -> Data:
    """A trigger on the clock of the top severity's first response."""
    target = tightest(data)
    clock = target["target"]["clock"]
    field = "sla.first_response.elapsed"
    if field not in {f["id"] for f in data["fields"]}:
        blank: Data = {"question": None, "judge": None, "unknown_as": "unknown", "sensitive": False, "values": []}
        data["fields"].append(
            blank | {"id": field, "label": field, "kind": "duration", "unit": "duration", "source": "SLA policy"}
        )
    alarm = next(a for a in data["alarms"] if a["protects"])
    made: Data = alarm | {
        "id": "own-timer",
        "all_of": [
            {"field": "severity", "op": "=", "values": [target["severity"]], "number": None},
            {"field": field, "op": ">=", "values": [], "number": minutes(wait, clock=clock)},
        ],
        "acknowledge_in": minutes(ack, clock=clock),
        "on_lapse": lapse or alarm["on_lapse"],
        "protects": target["id"],
    }
    data["rules"]["triggers"].append(made)
    return made


def target_minutes(data: Data) -> float:
    """The tightest of the top severity's first responses in minutes."""
    per = {"min": 1, "h": 60}
    rows = [c for c in data["frame"]["commitments"] if c["severity"] == top(data)["id"]]
    return float(min(c["target"]["value"] * per[c["target"]["unit"]] for c in rows if c["metric"] == "first_response"))


def chained(first: float, second: float, third: float) -> Edit:
    """A timer whose wait, acknowledgement and next acknowledgement are these shares of the promise."""

    def edit(data: Data) -> None:
        whole = target_minutes(data)
        made = timer(data, wait=whole * first, ack=whole * second)
        for role in data["frame"]["roles"]:
            if role["id"] == made["on_lapse"]:
                role["acknowledges_in"] = minutes(whole * third, clock=made["acknowledge_in"]["clock"])
                return
        raise LookupError("the next is no role")

    return edit


def remaining(data: Data) -> None:
    """A timer on what is left of the promise, less than its acknowledgement takes."""
    whole = target_minutes(data)
    made = timer(data, wait=whole / 10, ack=whole / 5)
    field = "sla.first_response.remaining"
    made["all_of"][1] |= {"field": field, "op": "<="}
    declared = next(f for f in data["fields"] if f["id"] == "sla.first_response.elapsed")
    data["fields"].append(declared | {"id": field})


def swap(items: list[Data], key: str, value: Any) -> None:
    """Set a value in the first item."""
    items[0][key] = value


def mutant(check: str, name: str, edit: Edit, *also: str, on: tuple[str, ...] = ()) -> Mutant:
    return Mutant(check=check, name=name, edit=edit, also=also, on=on)
