"""Communication: everybody hears in time, nobody promises what they may not, people in danger hear first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.subject import Check, Problem, Subject
from schemas.communication import AudienceRow, MessageTemplate

AUDIENCES = ("customer", "internal", "executive", "status_page")
SLOTS = ("[impact]", "[action]", "[next_update]")
# Promises of a result or a time, and blame, in the built-in languages.
PROMISES = re.compile(
    r"\b(will be (?:fixed|resolved|solved) (?:by|in|within)|we guarantee|(?<!not )(?<!n't be )guaranteed"
    r"|wird bis .{1,20} behoben|wir garantieren|quedará resuelto (?:en|antes)|(?<!no )garantizamos)",
    re.IGNORECASE,
)
BLAME = re.compile(
    r"\b((?<!not )your fault|(?<!not )your mistake|(?:war|ist|durch) ihr(?:en)? fehler|(?<!nicht )ihre schuld"
    r"|por su (?:culpa|error)|(?:fue|es) su (?:culpa|error))\b",
    re.IGNORECASE,
)
LAST = re.compile(
    r"clos|resolv|solved|restored|survey|geschlossen|abgeschlossen|gelöst|behoben|cerrad|resuelt", re.IGNORECASE
)
"""Events after which no update is due."""


def audiences_covered(subject: Subject) -> Iterator[Problem]:
    there: dict[tuple[str, str], AudienceRow] = {
        (row.severity, row.audience): row for row in subject.process.handling.audiences
    }
    for place, severity in enumerate(subject.process.frame.severities):
        wanted = AUDIENCES if place == 0 else ("customer",)
        for audience in wanted:
            row = there.get((severity.id, audience))
            if row is None or (audience == "customer" and row.first_by is None and place < 2):
                yield Problem(
                    where="/handling/audiences",
                    what=f"Nothing says when the {audience.replace('_', ' ')} audience hears of {severity.name}.",
                    mend=f"Add a row for {severity.id} and {audience} with channel, owner, first_by and every,"
                    " or null for both where it is not told.",
                )


def templates_usable(subject: Subject) -> Iterator[Problem]:
    messages = subject.process.handling.messages
    if not any(m.audience == "customer" for m in messages):
        yield Problem(
            where="/handling/messages",
            what="There is no message for customers.",
            mend="Write one for the top severity.",
        )
    for place, message in enumerate(messages):
        yield from _message(f"/handling/messages/{place}/text", message)


def _message(where: str, message: MessageTemplate) -> Iterator[Problem]:
    last = LAST.search(f"{message.id} {message.event}") is not None
    missing = [slot for slot in SLOTS if slot not in message.text and not (last and slot == "[next_update]")]
    if message.audience == "customer" and missing:
        yield Problem(where=where, what=f"The message {message.id} lacks {', '.join(missing)}.", mend="Add the slots.")
    if PROMISES.search(message.text):
        yield Problem(
            where=where,
            what=f"The message {message.id} promises a result or a time.",
            mend="Say what is being done and when the next update comes.",
        )
    if BLAME.search(message.text):
        yield Problem(where=where, what=f"The message {message.id} blames the customer.", mend="Say what is known.")


def management_ladder(subject: Subject) -> Iterator[Problem]:
    managers = [r for r in subject.process.frame.roles if r.kind == "management"]
    if not managers:
        yield Problem(
            where="/frame/roles", what="There is no management role.", mend="Add at least one, with hours and a deputy."
        )
    for place, role in enumerate(subject.process.frame.roles):
        if role.kind == "management" and role.deputy in ("", role.id):
            at = f"/frame/roles/{place}/deputy"
            yield Problem(where=at, what=f"{role.name} has no deputy.", mend="Name who stands in.")
    steps = {s.kind for ladder in subject.process.handling.ladders for s in ladder.steps}
    if not subject.process.handling.ladders:
        yield Problem(
            where="/handling/ladders",
            what="No ladder shows the clock of a critical case.",
            mend="Write one for the tightest promise.",
        )
    elif not steps & {"management", "decision"}:
        yield Problem(
            where="/handling/ladders/0/steps",
            what="Management is never told of a critical case.",
            mend="Add a step of the kind management.",
        )


def people_first(subject: Subject) -> Iterator[Problem]:
    """Where people may be harmed, the customer is told what to do before anyone calls internally."""
    said = {i.issue: i for i in subject.process.handling.customer_instructions}
    ids = {_plain(i.name): i.id for i in subject.process.rules.issues}
    for fact in subject.brief.under("issue.hazard"):
        if "safety" not in (fact.text or ""):
            continue
        named = ids.get(_plain(subject.brief.text("issue", fact.subject) or ""), "")
        instruction = said.get(fact.subject) or said.get(named)
        if instruction is None or not instruction.before_internal_call or not instruction.steps:
            name = subject.brief.text("issue", fact.subject) or fact.subject
            yield Problem(
                where="/handling/customer_instructions",
                what=f"{name} may harm people, and the customer is not told first what to do.",
                mend=f"Add an instruction for {fact.subject} with before_internal_call true.",
            )


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


CHECKS = (
    Check(id="E31", weight="serious", title="Every audience is told at every severity", find=audiences_covered),
    Check(id="E32", weight="serious", title="Messages can be sent as they stand", find=templates_usable),
    Check(
        id="E33",
        weight="serious",
        title="Management is told by time and severity, with deputies",
        find=management_ladder,
    ),
    Check(id="SAFETY", weight="blocker", title="People in danger are told first", find=people_first),
)
