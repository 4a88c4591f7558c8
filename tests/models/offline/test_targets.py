"""Which promise holds for a class of customers at a severity."""

from assistant.models.offline.targets import promise
from schemas.brief import Brief, empty_brief
from schemas.facts import Fact, stated


def class_of(id: str) -> Fact:
    return stated("customer_tier", id, quote=id, turn=1, text=id)


def first_response(subject: str, number: float, unit: str) -> Fact:
    return stated("promise.first_response", subject, quote=f"{number:g} {unit}", turn=1, number=number, unit=unit)


def kept(brief: Brief, customer: str, severity: str) -> str:
    fact = promise(brief, "first_response", customer, severity)
    return fact.subject if fact is not None else ""


def test_a_promise_for_an_emergency_holds_for_every_class_that_has_its_own() -> None:
    """ "Households 2 days, business 4 hours, outages 10 minutes": nobody else could be meant by the outages."""
    facts = (class_of("homes"), class_of("business"), first_response("homes/*", 2, "day"))
    facts = (*facts, first_response("business/*", 4, "h"), first_response("*/p1", 10, "min"))
    brief = empty_brief().with_facts(*facts)
    assert [kept(brief, "homes", s) for s in ("p1", "p2")] == ["*/p1", "homes/*"]


def test_a_contract_of_one_class_stands_beside_a_promise_for_the_rest() -> None:
    """ "Enterprise 4 hours flat, P1 30 minutes": those without a contract are meant by the latter."""
    brief = empty_brief().with_facts(
        class_of("enterprise"), first_response("enterprise/*", 4, "h"), first_response("*/p1", 30, "min")
    )
    assert kept(brief, "enterprise", "p1") == "enterprise/*"
