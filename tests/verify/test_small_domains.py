"""On small domains the proofs agree with trying every ticket."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.verify.prove import prove
from evals.mutants_logic.defects import trigger
from evals.mutants_logic.good import compared, good_processes, measured
from schemas.evaluation import TicketState, Vocabulary, fires
from schemas.process import EscalationProcess
from schemas.triggers import Trigger

SEVERITIES = ("p1", "p2")
COUNTS = (0.0, 1.0, 2.0, 3.0)
MINUTES = (0.0, 9.999, 10.0, 10.001, 19.999, 20.0, 20.001, 1e4)
"""Around every wait that is drawn, and far beyond all."""
FLAGS = ("yes", "no", None)
RECEIVERS = ("t1", "t2", "t3")

comparisons = st.one_of(
    st.builds(
        lambda op, value: compared("severity", op, value),
        st.sampled_from(["=", "!=", "<", ">=", "<=", ">"]),
        st.sampled_from(SEVERITIES),
    ),
    st.builds(
        lambda op, value: measured("reopen_count", op, value, "count"),
        st.sampled_from(["=", ">=", "<", "!="]),
        st.sampled_from([1, 2]),
    ),
    st.builds(
        lambda op, value: measured("time_in_tier", op, value, "min", clock="24x7"),
        st.sampled_from([">=", "<"]),
        st.sampled_from([10, 20]),
    ),
    st.builds(
        lambda field, op, value: compared(field, op, value),
        st.sampled_from(["data_loss", "legal_flag"]),
        st.sampled_from(["=", "!="]),
        st.sampled_from(["yes", "no"]),
    ),
    st.builds(lambda op: compared("legal_flag", op), st.sampled_from(["is_null", "not_null"])),
)
rows = st.lists(
    st.tuples(
        st.lists(comparisons, min_size=1, max_size=3),
        st.sampled_from(["t1", "t2", "any"]),
        st.sampled_from(RECEIVERS),
        st.integers(min_value=1, max_value=3),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


@cache
def bare() -> str:
    """The good process with two severities and three tiers, and no rules."""
    data = json.loads(good_processes()["berlin office"].model_dump_json())
    frame = data["frame"]
    frame["severities"] = [s | {"floors": [], "entry": "t1"} for s in frame["severities"][:2]]
    frame["commitments"], frame["roles"], frame["partners"] = [], [], []
    data["alarms"], data["rules"]["triggers"], data["improvement"]["de_escalations"] = [], [], []
    flag = next(f for f in data["fields"] if f["id"] == "data_loss")
    kept = {"severity": list(reversed(SEVERITIES)), "data_loss": ["yes", "no"]}
    data["fields"] = [f | {"values": kept[f["id"]]} for f in data["fields"] if f["id"] in kept]
    data["fields"] += [flag | {"id": "legal_flag", "unknown_as": "unknown", "question": None}]
    data["fields"] += [flag | {"id": "reopen_count", "kind": "number", "values": [], "question": None, "source": "x"}]
    data["fields"] += [flag | {"id": "time_in_tier", "kind": "duration", "values": [], "question": None}]
    return json.dumps(data)


def built(drawn: list[Any]) -> EscalationProcess:
    data = json.loads(bare())
    data["rules"]["triggers"] = [
        trigger(f"r{n}", *all_of, order=order, source=source, to=to, mode="automatic" if auto else "manual")
        for n, (all_of, source, to, order, auto) in enumerate(drawn)
    ]
    return EscalationProcess.model_validate(data)


@cache
def tickets() -> tuple[TicketState, ...]:
    return tuple(
        TicketState(
            values={"severity": severity, "reopen_count": count}
            | ({"data_loss": loss} if loss else {})
            | ({"legal_flag": legal} if legal else {}),
            minutes={("time_in_tier", "24x7"): minutes},
        )
        for severity, count, loss, legal, minutes in product(SEVERITIES, COUNTS, FLAGS, FLAGS, MINUTES)
    )


def words(process: EscalationProcess) -> Vocabulary:
    return Vocabulary(fields={f.id: f for f in process.fields}, calendars={c.id: c for c in process.calendars})


def leaves(row: Trigger, holder: str) -> bool:
    return row.source in ("any", holder) and row.to != holder


def holders(row: Trigger) -> Iterator[str]:
    yield from (h for h in RECEIVERS if leaves(row, h))


def verdicts(process: EscalationProcess, property: str) -> dict[str, set[str]]:
    """The pointers of what failed, and of what was left undecided."""
    found = [p for p in prove(process) if p.property == property]
    return {v: {p.where for p in found if p.verdict == v} for v in ("fails", "unknown")}


def pointers(process: EscalationProcess, wanted: Any) -> set[str]:
    return {f"/rules/triggers/{n}" for n, row in enumerate(process.rules.triggers) if wanted(row)}


@settings(max_examples=120, deadline=None)
@given(rows)
def test_dead_triggers_are_those_that_no_ticket_sets_off(drawn: list[Any]) -> None:
    """A trigger is dead exactly when no ticket of the whole domain sets it off."""
    process = built(drawn)
    said = words(process)
    dead = pointers(
        process,
        lambda r: not any(True for _ in holders(r)) or not any(fires(r.all_of, t, words=said) for t in tickets()),
    )
    assert verdicts(process, "E12.dead") == {"fails": dead, "unknown": set()}


@settings(max_examples=120, deadline=None)
@given(rows)
def test_unordered_triggers_are_those_that_fire_together(drawn: list[Any]) -> None:
    """Two triggers lack an order exactly when some ticket sets off both, on the way to two places."""
    process = built(drawn)
    said, triggers = words(process), process.rules.triggers
    clashing = {
        f"/rules/triggers/{m}"
        for n, one in enumerate(triggers)
        for m, other in enumerate(triggers)
        if n < m and one.order == other.order and one.to != other.to
        if any(leaves(one, h) and leaves(other, h) for h in RECEIVERS)
        if any(fires((*one.all_of, *other.all_of), t, words=said) for t in tickets())
    }
    assert verdicts(process, "E12.order") == {"fails": clashing, "unknown": set()}


@settings(max_examples=120, deadline=None)
@given(rows)
def test_shadowed_triggers_never_get_their_turn(drawn: list[Any]) -> None:
    """A trigger is shadowed exactly when on every ticket that it could take another is faster."""
    process = built(drawn)
    said = words(process)
    fails = verdicts(process, "E12.shadowed")
    shadowed = pointers(process, lambda r: _shadowed(r, process, said))
    assert fails == {"fails": shadowed, "unknown": set()}


def _shadowed(row: Trigger, process: EscalationProcess, said: Vocabulary) -> bool:
    turns = [
        _first_comes(row, ticket, holder, process=process, said=said)
        for holder in holders(row)
        for ticket in tickets()
        if fires(row.all_of, ticket, words=said) and _just_over(row, ticket)
    ]
    return bool(turns) and not any(turns)


def _waits(row: Trigger) -> list[float]:
    return [c.number.value for c in row.all_of if c.field == "time_in_tier" and c.op == ">=" and c.number]


def _just_over(row: Trigger, ticket: TicketState) -> bool:
    """A trigger with one wait fires in the moment in which the wait is over."""
    return len(_waits(row)) != 1 or ticket.minutes["time_in_tier", "24x7"] == _waits(row)[0]


def _first_comes(
    row: Trigger, ticket: TicketState, holder: str, *, process: EscalationProcess, said: Vocabulary
) -> bool:
    earlier = TicketState(values=ticket.values, minutes={k: minutes - 1e-3 for k, minutes in ticket.minutes.items()})
    for other in process.rules.triggers:
        if other is row or other.mode == "manual" or not leaves(other, holder):
            continue
        timed = len(_waits(row)) == 1
        if timed and all(c.field != "time_in_tier" for c in other.all_of):
            back = any(r.to == holder and r.source in ("any", other.to) for r in process.rules.triggers)
            if not back and fires(other.all_of, ticket, words=said):
                return False
            continue
        sooner = timed and fires(other.all_of, earlier, words=said)
        if sooner or (other.order < row.order and fires(other.all_of, ticket, words=said)):
            return False
    return True


@settings(max_examples=120, deadline=None)
@given(rows)
def test_gaps_are_tickets_that_nothing_takes_further(drawn: list[Any]) -> None:
    """A tier strands tickets exactly when one exists that sets nothing off there after the longest wait."""
    process = built(drawn)
    said = words(process)
    late = [t for t in tickets() if t.minutes["time_in_tier", "24x7"] == 1e4]

    def stranded(holder: str) -> bool:
        takers = [r for r in process.rules.triggers if r.mode == "automatic" and leaves(r, holder)]
        return any(not any(fires(r.all_of, t, words=said) for r in takers) for t in late)

    found = [p for p in prove(process) if p.property == "E13.gap" and p.verdict == "fails"]
    assert len(found) == sum(stranded(h) for h in RECEIVERS[:-1])
