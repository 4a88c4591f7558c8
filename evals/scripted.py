"""An author whose answers are scripted, for trying the conversation without a model."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from assistant.models.protocol import Delta, Event, Reply, Request, Usage
from evals.mutants.good_b2b import good_process
from schemas.changes import Changes
from schemas.errors import ModelError
from schemas.reading import ReadFact, Reading, Wording

Answer = Callable[[Request], Any]


class ScriptedAuthor:
    """Answers each step from a script, counts its calls, and fails where the script holds an error."""

    def __init__(self, script: Mapping[str, Answer], *, name: str = "scripted") -> None:
        self.name = name
        self.script = dict(script)
        self.calls: list[str] = []

    async def stream(self, request: Request) -> AsyncIterator[Event]:
        self.calls.append(request.step)
        data = self.script[request.step](request)
        if isinstance(data, ModelError):
            raise data
        text = data.model_dump_json()
        yield Delta(text=text)
        usage = Usage(input_tokens=10, output_tokens=5)
        yield Reply(text=text, data=data, stop="end", usage=usage, model="m", cost_usd=0.01)


def reading(*facts: ReadFact, **values: object) -> Reading:
    blank = {
        "language": "en",
        "intent": "inform",
        "delegated": (),
        "change_request": None,
        "one_expertise": False,
        "one_expertise_quote": None,
    }
    return Reading.model_validate(blank | values | {"facts": facts})


def said(slot: str, subject: str = "", *, quote: str, **values: object) -> ReadFact:
    blank = {"number": None, "unit": None, "clock": None, "text": None, "replaces": False}
    return ReadFact.model_validate(blank | values | {"slot": slot, "subject": subject, "quote": quote})


TEAM = "Tier 1 has 35 people, tier 2 has 12, tier 3 has 3. Integration failures. No SLAs. We use Zendesk, mon-fri 9-17."
TEAM_FACTS = (
    said("tier", "t1", quote="Tier 1", text="Tier 1"),
    said("tier", "t2", quote="tier 2", text="Tier 2"),
    said("tier", "t3", quote="tier 3", text="Tier 3"),
    said("tier.headcount", "t1", quote="Tier 1 has 35 people", number=35, unit="people"),
    said("tier.headcount", "t2", quote="tier 2 has 12", number=12, unit="people"),
    said("tier.headcount", "t3", quote="tier 3 has 3", number=3, unit="people"),
    said("issue", "integration", quote="Integration failures", text="Integration failures"),
    said("promise.none", quote="No SLAs", text="No SLAs"),
    said("hours.support", quote="mon-fri 9-17", text="mon-fri 09:00-17:00 UTC"),
    said("platform", quote="Zendesk", text="Zendesk"),
)
NO_CHANGE = Changes(kind="change", changes=(), summary="", reply=None)


def default_script() -> dict[str, Answer]:
    """An author that reads TEAM, words every question, and writes the good process."""
    process = good_process()
    return {
        "read": lambda request: reading(*TEAM_FACTS) if request.values["message"] == TEAM else reading(intent="accept"),
        "ask": lambda request: Wording(text=f"Tell me: {request.values['input'].id}?"),
        "confirm": lambda request: Wording(text="Does this hold?"),
        "advise": lambda request: Wording(text="A tiered process does not fit."),
        "frame": lambda request: process.frame,
        "rules": lambda request: process.rules,
        "handling": lambda request: process.handling,
        "improvement": lambda request: process.improvement,
        "repair": lambda request: NO_CHANGE,
        "refine": lambda request: NO_CHANGE,
    }
