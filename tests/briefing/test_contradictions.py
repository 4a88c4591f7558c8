"""Contradictions that arithmetic and calendars find."""

from datetime import UTC, datetime

from assistant.briefing.contradictions import with_contradictions
from schemas.brief import Brief, empty_brief
from schemas.facts import Fact, stated

TODAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def said(slot: str, subject: str = "", **values: object) -> Fact:
    return stated(slot, subject, quote=str(values.get("number") or values.get("text")), turn=1, **values)  # type: ignore[arg-type]


def tiers(*heads: float) -> tuple[Fact, ...]:
    named = tuple(said("tier", f"t{i}", text=f"Tier {i}") for i in range(1, len(heads) + 1))
    sizes = tuple(said("tier.headcount", f"t{i}", number=n, unit="people") for i, n in enumerate(heads, start=1))
    return named + sizes


def kinds(brief: Brief) -> list[str]:
    return [c.kind for c in with_contradictions(brief, today=TODAY).open_contradictions]


def test_a_total_that_the_tiers_do_not_add_up_to() -> None:
    """50 in all, but 35, 12 and 4."""
    brief = empty_brief().with_facts(*tiers(35, 12, 4), said("team.headcount", number=50, unit="people"))
    assert kinds(brief) == ["total"]


def test_a_total_that_adds_up_is_no_contradiction() -> None:
    """50 in all, and 35, 12 and 3."""
    brief = empty_brief().with_facts(*tiers(35, 12, 3), said("team.headcount", number=50, unit="people"))
    assert kinds(brief) == []


def test_a_total_is_not_compared_while_a_tier_is_unknown() -> None:
    """A missing headcount is a gap, not a contradiction."""
    brief = empty_brief().with_facts(
        *tiers(35, 12), said("tier", "t3", text="Tier 3"), said("team.headcount", number=50, unit="people")
    )
    assert kinds(brief) == []


def test_a_higher_severity_that_is_answered_later() -> None:
    """P1 in four hours and P2 in one."""
    brief = empty_brief().with_facts(
        said("severity", "p1", text="P1"),
        said("severity", "p2", text="P2"),
        said("promise.first_response", "all/p1", number=4, unit="h"),
        said("promise.first_response", "all/p2", number=1, unit="h"),
    )
    assert kinds(brief) == ["order"]


def test_a_resolution_before_the_first_response() -> None:
    """Solved within one hour, answered within four."""
    brief = empty_brief().with_facts(
        said("promise.first_response", "gold/p1", number=4, unit="h"),
        said("promise.resolution", "gold/p1", number=1, unit="h"),
    )
    assert kinds(brief) == ["order"]


def test_a_promise_in_hours_in_which_nobody_works() -> None:
    """Around the clock against Monday to Friday, with the first uncovered moment as the example."""
    brief = empty_brief().with_facts(
        said("hours.support", text="mon-fri 09:00-18:00 Europe/Berlin"),
        said("hours.timezone", text="Europe/Berlin"),
        said("promise.first_response", "gold/p1", number=30, unit="min", clock="24x7"),
    )
    found = with_contradictions(brief, today=TODAY).open_contradictions
    assert [c.kind for c in found] == ["hours"]
    assert found[0].example is not None
    assert "Mon 2026-03-02 18:00" in found[0].example


def test_a_stated_on_call_covers_the_promise() -> None:
    """Nothing is uncovered when somebody is on call around the clock."""
    brief = empty_brief().with_facts(
        said("hours.support", text="mon-fri 09:00-18:00 Europe/Berlin"),
        said("hours.on_call", text="24x7"),
        said("promise.first_response", "gold/p1", number=30, unit="min", clock="24x7"),
    )
    assert kinds(brief) == []


def test_what_was_settled_stays_settled_until_a_value_changes() -> None:
    """The same conflict is not raised twice; another one is."""
    brief = with_contradictions(
        empty_brief().with_facts(*tiers(35, 12, 4), said("team.headcount", number=50, unit="people")), today=TODAY
    )
    settled = brief.model_copy(
        update={"contradictions": tuple(c.model_copy(update={"resolution": "50"}) for c in brief.contradictions)}
    )
    assert kinds(settled) == []
    assert kinds(settled.with_facts(said("tier.headcount", "t3", number=6, unit="people"))) == ["total"]


def crossed(slower: str = "24x7") -> Brief:
    flat = said("promise.first_response", "gold/*", number=30, unit="min", clock=slower)
    times = ((1, "p1", 15), (2, "p2", 120), (3, "p3", 480))
    each = (said("promise.first_response", f"other/{s}", number=n, unit="min", clock="24x7") for _, s, n in times)
    named = (said("severity", s, text=s.upper()) for _, s, _ in times)
    return with_contradictions(empty_brief().with_facts(*named, flat, *each), today=TODAY)


def test_a_flat_promise_that_is_slower_just_where_it_matters_most() -> None:
    """Gold is answered in 30 minutes whatever it is, everybody else's P1 in 15."""
    (conflict,) = crossed().open_contradictions
    assert (conflict.kind, conflict.left) == ("classes", "promise.first_response:gold/p1")
    assert [(f.subject, f.number) for f in conflict.choices[0].sets] == [("gold/p1", 15)]


def test_promises_on_different_clocks_are_not_compared() -> None:
    """Thirty business minutes may be longer or shorter than fifteen minutes around the clock."""
    assert crossed(slower="business").open_contradictions == ()
