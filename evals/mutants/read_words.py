"""A reader's defects of routes, words, records and origins."""

from __future__ import annotations

from typing import Any

from evals.mutants.mutant import B2B, Mutant, minutes
from evals.mutants.reader import A_PROPOSED_COUNT, Data, first_tier, mutant, office, top
from schemas.brief import Brief


def _manual_from_the_top(data: Data) -> None:
    last = data["frame"]["tiers"][-1]["id"]
    for trigger in data["rules"]["triggers"]:
        if trigger["mode"] == "manual":
            trigger["source"] = last


def _exit_to_first(data: Data) -> None:
    data["frame"]["tiers"][-1]["exit"] = first_tier(data)


def _circle(data: Data) -> None:
    """The top tier hands to a role, which hands back to it."""
    last = data["frame"]["tiers"][-1]
    role = data["frame"]["roles"][0]
    last["exit"], role["exit"] = role["id"], last["id"]


def _circle_of_roles(data: Data) -> None:
    first, second = data["frame"]["roles"][:2]
    first["exit"], second["exit"] = second["id"], first["id"]


def _long_circle(data: Data) -> None:
    roles = data["frame"]["roles"]
    for role, other in zip(roles, [*roles[1:], roles[0]], strict=True):
        role["exit"] = other["id"]


def _security_ways(data: Data) -> list[Data]:
    """Ways by which security comes to its responder; each issue starts in the first line."""
    for issue in data["rules"]["issues"]:
        issue["entry"] = first_tier(data)
    data["rules"]["screening_questions"] = [
        q for q in data["rules"]["screening_questions"] if q["field"] != "security_flag"
    ]
    rows = [t for t in data["rules"]["triggers"] if any(c["field"] in ("security_flag",) for c in t["all_of"])]
    rows += [t for t in data["rules"]["triggers"] if all(c["field"] == "issue_type" for c in t["all_of"])]
    if not rows:
        raise LookupError("no trigger on security")
    return rows


def _security_by_hand(data: Data) -> None:
    for trigger in _security_ways(data):
        trigger["mode"] = "manual"


def _security_for_one_class(data: Data) -> None:
    customer = data["frame"]["customer_tiers"][0]["id"]
    if len(data["frame"]["customer_tiers"]) < 2:
        raise LookupError("one class only")
    for trigger in _security_ways(data):
        trigger["all_of"].append({"field": "customer_tier", "op": "=", "values": [customer], "number": None})


def _security_gone(data: Data) -> None:
    gone = {t["id"] for t in _security_ways(data)}
    data["rules"]["triggers"] = [t for t in data["rules"]["triggers"] if t["id"] not in gone]


def _values_and_number(data: Data, values: list[str], *, numeric: bool) -> None:
    rows = [c for t in data["rules"]["triggers"] for c in t["all_of"] if (c["number"] is not None) == numeric]
    row = rows[0]
    row |= {"values": values or row["values"], "number": row["number"] or A_PROPOSED_COUNT}


def _forbid(*texts: str) -> Any:
    return lambda d: d["handling"]["handoff"].update(forbidden=list(texts))


def _twice(data: Data, state: str) -> None:
    owners = data["handling"]["handoff"]["owners"]
    owners.append(next(o for o in owners if o["state"] == state))


def _no_row(data: Data, audience: str) -> None:
    rows = data["handling"]["audiences"]
    data["handling"]["audiences"] = [r for r in rows if (r["severity"], r["audience"]) != (top(data)["id"], audience)]


def _rate(data: Data, counter: str | None) -> None:
    rate = next(m for m in data["improvement"]["metrics"] if "escalation_rate" in m["id"])
    rate["counter_metric"] = counter


def _metric_field(data: Data, field: str) -> None:
    data["improvement"]["metrics"][0]["field"] = field


def _ledger(data: Data, *, origin: str) -> None:
    entry = next(e for e in data["ledger"] if e["origin"] == origin)
    entry["quantity"]["value"] = 7_777


def _forged(data: Data) -> None:
    entry = data["ledger"][0]
    data["ledger"].append(entry | {"id": "figure:competitors", "origin": "stated"})


def _quote(data: Data, text: str) -> None:
    by, owner = minutes(60), data["frame"]["roles"][0]["id"]
    action = {"do": "Call the regulator", "owner": owner, "by": by, "why": "Harm", "quote": text}
    data["frame"]["immediate_actions"].insert(0, action)


def _issue_again(data: Data, place: int) -> None:
    issue = data["rules"]["issues"][place]
    data["rules"]["issues"].append(issue | {"id": f"{issue['id']}-again"})
    field = next(f for f in data["fields"] if f["id"] == "issue_type")
    field["values"].append(f"{issue['id']}-again")


def _issue_respelled(data: Data) -> None:
    _issue_again(data, 0)
    data["rules"]["issues"][-1]["name"] = data["rules"]["issues"][0]["name"].upper() + " "


def _off_clock(data: Data, metric: str) -> None:
    """A promise that runs around the clock is moved to office hours."""
    promise = next(
        c
        for c in data["frame"]["commitments"]
        if c["metric"] == metric and c["target"]["clock"] == "24x7" and c["target"]["basis"].startswith("promise.")
    )
    promise["target"]["clock"] = office(data)


def _said_around_the_clock(brief: Brief) -> Brief:
    """The brief with every promise of the top severity said to run around the clock."""
    facts = tuple(
        f.model_copy(update={"clock": "24x7"}) if f.slot.startswith("promise.") and f.subject.endswith("/p1") else f
        for f in brief.facts
    )
    return brief.model_copy(update={"facts": facts})


def _no_capacity(data: Data) -> None:
    frame = data["frame"]
    frame["capacity_risks"], frame["diagnosis"] = [], []
    frame["decisions"] = [d for d in frame["decisions"] if "break_even" not in str(d) and "capacity" not in str(d)]
    for missing in frame["missing_facts"]:
        missing["matters_for"] = "The size of thresholds"


def _heads_only(data: Data) -> None:
    _no_capacity(data)
    data["frame"]["missing_facts"][0]["matters_for"] = f"Load of {{q:headcount:{first_tier(data)}}}"


def _promise_only(data: Data) -> None:
    _no_capacity(data)
    data["frame"]["missing_facts"][0]["matters_for"] = f"Whether {{q:target:{top(data)['id']}}} can be kept"


UNKNOWN_LOAD = ("b2b", "energy", "saas", "heating")
MUTANTS = (
    mutant("E02", "the top hands down to the first line", _exit_to_first, "E02.circle"),
    mutant("E02.circle", "the top and a role hand to each other", _circle),
    mutant("E02.circle", "two roles hand to each other", _circle_of_roles),
    mutant("E02.circle", "all roles in a ring", _long_circle),
    mutant("E06", "an issue again under a new id", lambda d: _issue_again(d, 0)),
    mutant("E06", "the last issue again under a new id", lambda d: _issue_again(d, -1)),
    mutant("E06", "an issue again, spelled in capitals", _issue_respelled),
    mutant("E08", "security by hand only", _security_by_hand),
    mutant("E08", "security of one class of customers only", _security_for_one_class),
    mutant("E08", "security without any way", _security_gone, "PRINCIPLE"),
    mutant("E10", "a number and a word at once", lambda d: _values_and_number(d, ["p1"], numeric=True)),
    mutant("E10", "two numbers at once", lambda d: _values_and_number(d, ["99"], numeric=True)),
    mutant("E10", "a choice and a number at once", lambda d: _values_and_number(d, [], numeric=False)),
    mutant("E19", "only the top tier by hand", _manual_from_the_top),
    mutant("E26", "only small talk is forbidden", _forbid("Emoticons", "Jokes")),
    mutant("E26", "only attachments are forbidden", _forbid("Files above the size limit")),
    mutant("E26", "only opinions are forbidden", _forbid("Opinions of other teams")),
    mutant("E28", "off shift twice", lambda d: _twice(d, "off_shift")),
    mutant("E28", "a new case twice", lambda d: _twice(d, "new")),
    mutant("E28", "waiting for a partner twice", lambda d: _twice(d, "waiting_partner")),
    mutant("E31", "the status page is silent", lambda d: _no_row(d, "status_page")),
    mutant("E31", "the teams are not told", lambda d: _no_row(d, "internal")),
    mutant("E31", "the customer is not told", lambda d: _no_row(d, "customer")),
    mutant("E34.break_even", "how much a tier carries is not told", _no_capacity, "E34", "E35", on=UNKNOWN_LOAD),
    mutant("E34.break_even", "a tier's people in place of what they carry", _heads_only, "E34", "E35", on=UNKNOWN_LOAD),
    mutant(
        "E34.break_even", "the promise in place of what a tier carries", _promise_only, "E34", "E35", on=UNKNOWN_LOAD
    ),
    mutant("E37", "the escalation rate without a counter-metric", lambda d: _rate(d, None)),
    mutant("E37", "a field that no ticket has", lambda d: _metric_field(d, "happiness_index")),
    mutant("E37", "a field of another system", lambda d: _metric_field(d, "crm.mood_score / tickets")),
    mutant("E37", "a lone word that is no field", lambda d: _metric_field(d, "mood")),
    mutant("E39.ledger", "a stated number is altered", lambda d: _ledger(d, origin="stated"), "E39"),
    mutant("E39.ledger", "a computed number is altered", lambda d: _ledger(d, origin="computed"), "E39"),
    mutant("E39.ledger", "a stated number is forged", _forged),
    mutant("E39.quote", "harm that nobody told", lambda d: _quote(d, "A patient died yesterday in our waiting room")),
    mutant("E39.quote", "an empty quote", lambda d: _quote(d, "")),
    mutant("E39.quote", "a foreign sentence", lambda d: _quote(d, "Nos clients menacent de porter plainte demain")),
    Mutant(
        check="E39.promise",
        name="a promise moves to office hours",
        edit=lambda d: _off_clock(d, "first_response"),
        brief=_said_around_the_clock,
        also=("E14.clock",),
        on=("energy", "hosting", "payments", "travel"),
    ),
    mutant("E39.promise", "a promise said to run at night does not", lambda d: _off_clock(d, "first_response"), on=B2B),
    mutant("E39.promise", "promised updates move to office hours", lambda d: _off_clock(d, "update"), "E14.clock"),
)
