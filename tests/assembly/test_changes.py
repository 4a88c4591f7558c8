"""Changes by path."""

import pytest

from assistant.assembly.assemble import Parts, parts_of
from assistant.assembly.changes import apply_changes
from evals.mutants.good_b2b import good_process
from schemas.changes import FieldChange
from schemas.errors import InputError


def changed(op: str, where: str, value: str = "null") -> Parts:
    change = FieldChange.model_validate({"op": op, "where": where, "json_value": value})
    return apply_changes(parts_of(good_process()), (change,))


def test_a_value_is_set_by_the_ids_on_its_path() -> None:
    """Items are named by their ids, whatever their place."""
    parts = changed("set", "/frame/severities/p2/name", '"Second"')
    assert [s.name for s in parts.frame.severities] == ["P1", "Second", "P3", "P4"]


def test_an_id_may_hold_slashes() -> None:
    """A commitment's id names customer tier and severity."""
    parts = changed("set", "/frame/commitments/first_response:enterprise/p2/answered_by", '"t3"')
    assert next(c for c in parts.frame.commitments if c.id == "first_response:enterprise/p2").answered_by == "t3"


def test_an_item_is_added_and_removed() -> None:
    """At the end of its list; by its id."""
    guards = parts_of(good_process()).rules.guards
    added = changed("add", "/rules/guards", guards[0].model_copy(update={"id": "new"}).model_dump_json())
    assert [g.id for g in added.rules.guards] == [*(g.id for g in guards), "new"]
    assert guards[0].id not in [g.id for g in changed("remove", f"/rules/guards/{guards[0].id}").rules.guards]


def test_other_parts_are_the_same_objects() -> None:
    """What no change names is not even copied."""
    parts = parts_of(good_process())
    change = FieldChange(op="set", where="/frame/title", json_value='"T"')
    after = apply_changes(parts, (change,))
    assert (after.rules, after.handling, after.improvement) == (parts.rules, parts.handling, parts.improvement)
    assert after.rules is parts.rules


@pytest.mark.parametrize(
    ("op", "where", "value", "says"),
    [
        ("set", "/alarms/0/to", '"t1"', "names no part"),
        ("set", "/frame/tiers/t9/name", '"x"', "leads nowhere"),
        ("set", "/frame/title", "{", "no JSON"),
        ("set", "/frame/title", "[]", "leaves /frame/title wrong"),
        ("add", "/frame/title", '"x"', "no list"),
        ("remove", "/frame/title", "null", "no item"),
        ("set", "frame", "1", "names no part"),
    ],
)
def test_a_change_that_cannot_be_made_is_named(op: str, where: str, value: str, says: str) -> None:
    """The error quotes the path and says what to do."""
    with pytest.raises(InputError, match=says):
        changed(op, where, value)
