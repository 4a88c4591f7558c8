"""The brief's own words lead to what is known."""

import pytest

from assistant.models.offline.matching import kind_of_issue, trade_of
from schemas.brief import empty_brief
from schemas.facts import stated


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Integration failures", "integration_api"),
        ("API errors", "integration_api"),
        ("suspected data loss", "data_loss"),
        ("Datenverlust", "data_loss"),
        ("Caídas del servicio", "outage"),
        ("smell of gas", "gas_hazard"),
        ("Gasgeruch", "gas_hazard"),
        ("lost parcels", "lost_parcel"),
        ("KYC verification", "kyc"),
        ("adverse events", "adverse_event"),
        ("Rückerstattungen", "refund"),
        ("number porting", "number_porting"),
        ("Plattformausfall", "outage"),
        ("Stromausfälle", "supply_outage"),
        ("verlorene Pakete", "lost_parcel"),
        ("paquetes perdidos", "lost_parcel"),
        ("Anmeldeprobleme", "login_access"),
        ("fugas de gas", "gas_hazard"),
        ("Leistungsbescheide", "benefit_decision"),
        ("Beschwerden bei der Schlichtungsstelle", "legal_complaint"),
        ("disputas de facturación", "billing_payment"),
        ("zyzzy frobnication", "generic"),
        ("", "generic"),
    ],
)
def test_an_issue_name_means_a_kind(name: str, kind: str) -> None:
    """In English, German and Spanish; unknown names are generic."""
    assert kind_of_issue(name).id == kind


@pytest.mark.parametrize(
    ("organisation", "trade"),
    [
        ("a B2B SaaS company", "saas"),
        ("a mobile network operator", "telecom"),
        ("Zahlungsinstitut", "fintech"),
        ("maker of infusion pumps for hospitals", "medical"),
        ("cadena de hoteles", "hospitality"),
        ("a bakery", "general"),
    ],
)
def test_an_organisation_means_a_trade(organisation: str, trade: str) -> None:
    """By what it says of itself; general when it says nothing known."""
    fact = stated("organisation", text=organisation, quote=organisation, turn=1)
    assert trade_of(empty_brief().with_facts(fact)).id == trade


def test_the_kinds_of_issues_speak_for_a_trade() -> None:
    """Where the organisation says nothing of itself."""
    names = ("card fraud", "chargebacks", "failed payouts")
    facts = [stated("issue", name.replace(" ", "-"), text=name, quote=name, turn=1) for name in names]
    assert trade_of(empty_brief().with_facts(*facts)).id == "fintech"


@pytest.mark.parametrize(("trade", "kind"), [("travel", "booking_change"), ("fintech", "generic")])
def test_a_word_means_what_it_means_in_the_trade(trade: str, kind: str) -> None:
    """A wrong booking is no trip to a bank."""
    assert kind_of_issue("wrong bookings", trade=trade).id == kind


def test_the_more_particular_keyword_wins() -> None:
    """Chargebacks are not charges."""
    assert kind_of_issue("chargebacks").id == "chargeback"
