"""Briefs of different trades and shapes, and drafts of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from assistant.assembly import assemble
from assistant.assembly.assemble import Parts
from assistant.models.offline.author import answer_to
from assistant.planning import plan_for
from schemas.brief import Brief, empty_brief
from schemas.facts import Fact, inferred, stated
from schemas.process import Authorship, EscalationProcess, Fit, Frame, Handling, Improvement, Rules
from schemas.quantity import Unit

TODAY = datetime(2026, 1, 5, tzinfo=UTC)


def said(slot: str, subject: str = "", number: float | None = None, unit: Unit | None = None, **more: str) -> Fact:
    """A stated fact."""
    return stated(slot, subject, quote=more.pop("quote", "said so"), turn=1, number=number, unit=unit, **more)


def team(*heads: float, issues: str, organisation: str = "") -> list[Fact]:
    """Tiers of so many heads, and issues parted by commas."""
    facts = [said("tier", f"t{n}", text=f"Tier {n}") for n in range(1, len(heads) + 1)]
    facts += [said("tier.headcount", f"t{n}", head, "people") for n, head in enumerate(heads, start=1)]
    facts += [said("issue", name.strip().lower().replace(" ", "-"), text=name.strip()) for name in issues.split(",")]
    return facts + ([said("organisation", text=organisation)] if organisation else [])


def answers(customer: str, *minutes: float, clock: str | None = None) -> list[Fact]:
    """First responses from p1 down."""
    more = {"clock": clock} if clock else {}
    return [
        said("promise.first_response", f"{customer}/p{n}", value, "min", **more)
        for n, value in enumerate(minutes, start=1)
    ]


def usual(*, hours: str = "mon-fri 09:00-18:00 Europe/Berlin") -> list[Fact]:
    """Hours that were said, and what is inferred beside them."""
    share = inferred("volume.escalation_share", number=20, unit="percent", low=10, high=20, rule="usual")
    return [said("hours.support", text=hours), inferred("hours.on_call", text="24x7", rule="usual"), share]


def briefs() -> dict[str, Brief]:
    """One brief a shape, by what is special about it; each also for a German and a Spanish document."""
    saas = team(
        35, 12, 3, issues="Integration, API errors, Data loss, Outages, Security, Billing", organisation="B2B SaaS"
    )
    gas = team(
        18, 7, 3, issues="Smell of gas, No heating, Repeat repairs, Spare parts lost", organisation="boiler maker"
    )
    bank = team(
        28, 9, 4, issues="Card fraud, KYC checks, Held payouts, Chargebacks", organisation="payment institution"
    )
    found = {
        "enterprise_flat": [
            *saas,
            *usual(),
            said("customer_tier", "enterprise", text="Enterprise"),
            said("promise.first_response", "enterprise/*", 30, "min"),
            *answers("*", 15, 120, 480, 2880),
            said("volume.growth", "", 40, "percent"),
            said("complaint", "late", text="answers come late", quote="two customers threaten to leave"),
        ],
        "no_promises": [*team(4, 2, issues="Bugs, Refunds"), *usual(), said("promise.none", text="no SLAs")],
        "around_the_clock": [
            *team(24, 14, 6, 2, issues="Network outages, Server hardware, Backups", organisation="hosting provider"),
            *usual(hours="24x7"),
            said("customer_tier", "gold", text="Gold"),
            said("customer_tier", "silver", text="Silver"),
            *answers("gold", 10, 30, 240, clock="24x7"),
            *answers("silver", 30, 120, 480, clock="24x7"),
            said("promise.resolution", "gold/p1", 4, "h", clock="24x7"),
            said("volume.tickets", "", 310, "tickets_per_day"),
            said("tier.handle_time", "t1", 45, "min"),
        ],
        "partners": [
            *gas,
            *usual(hours="mon-sat 07:00-20:00 Europe/London"),
            *answers("*", 60, 480),
            said("partner", "fixhome", text="FixHome"),
            said("partner.owns", "fixhome", text="engineer visits"),
            said("partner.obligation", "fixhome", 8, "h"),
            said("partner", "parcelway", text="ParcelWay"),
            said("partner.owns", "parcelway", text="delivery of spare parts"),
            said("authority", "goodwill", 75, "GBP", text="agents may give goodwill"),
        ],
        "regulated": [
            *bank,
            *usual(hours="mon-sun 08:00-22:00 Europe/Vilnius"),
            *answers("*", 15, 60, 240, 1440, clock="24x7"),
            said("obligation", "dora", text="DORA"),
            said("obligation.deadline", "dora", 4, "h"),
            said("conduct", "tipping", text="never hint at a suspicion report"),
            said("oncall.people", "", 5, "people"),
        ],
        "plain_travel": [
            *team(
                22, 6, 2, issues="Cancelled flights, Overbooking, Refunds, Lost luggage", organisation="tour operator"
            ),
            *usual(hours="mon-sun 08:00-22:00 Europe/Madrid"),
            *answers("*", 20, 120, 1440),
        ],
        "unknown_trade": [*team(9, 3, issues="Zyzzy frobnication, Wrong gizmos"), *usual(), *answers("*", 45, 90)],
        "twelve_tiers": [
            *team(*[5] * 12, issues="Outages, Refunds, Legal complaints"),
            *usual(),
            *[fact for n, c in enumerate("abcde", start=1) for fact in answers(c, 10 * n, 60 * n, 240 * n)],
        ],
        "medical": [
            *team(12, 5, 2, issues="Device malfunctions, Adverse events, Data breach", organisation="infusion pumps"),
            *usual(hours="mon-fri 08:00-17:00 America/New_York"),
            *answers("*", 30, 240),
            said("deadline", "filing", text="yearly filing"),
        ],
    }
    own = {name: empty_brief().with_facts(*facts) for name, facts in found.items()}
    return own | {
        f"{name}-{language}": brief.model_copy(update={"language": language})
        for name, brief in own.items()
        for language in ("de", "es")
    }


Drafted = Callable[[Brief], EscalationProcess]


def process_of(brief: Brief) -> EscalationProcess:
    """The assembled offline draft of a brief."""
    plan = plan_for(brief, today=TODAY)
    values = {"brief": brief, "plan": plan}
    frame = Frame.model_validate(answer_to("frame", values).model_dump())
    values["frame"] = frame
    parts = Parts(
        frame=frame,
        rules=Rules.model_validate(answer_to("rules", values).model_dump()),
        handling=Handling.model_validate(answer_to("handling", values).model_dump()),
        improvement=Improvement.model_validate(answer_to("improvement", values).model_dump()),
    )
    return assemble(
        parts,
        brief=brief,
        ledger=plan.ledger,
        calendars=plan.calendars,
        authorship=Authorship(author="offline", card="card", card_version="1.0.0", written_on="2026-01-05"),
        fit=Fit(verdict="fits", reason=""),
    )


@pytest.fixture(scope="session", params=sorted(briefs()))
def shape(request: pytest.FixtureRequest) -> str:
    """The name of each brief in turn."""
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def all_briefs() -> dict[str, Brief]:
    return briefs()


@pytest.fixture(scope="session")
def draft() -> Drafted:
    """The assembled draft of a brief; each brief is drafted once."""
    known: dict[str, EscalationProcess] = {}

    def drafted(brief: Brief) -> EscalationProcess:
        key = brief.model_dump_json()
        if key not in known:
            known[key] = process_of(brief)
        return known[key]

    return drafted
