"""The author without a language model: rules over the brief, the same words for the same brief."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from pydantic import BaseModel

from assistant.models.offline.cast import Cast
from assistant.models.offline.setting import Setting, setting_of
from assistant.models.protocol import Delta, Event, Reply, Request
from schemas.usage import Usage

NAME = "offline"
PIECE = 4_000
"""Characters in a delta."""
Values = Mapping[str, Any]


class OfflineAuthor:
    """Answers every step from the request's values, never from its prompt; costs nothing and needs no network."""

    @property
    def name(self) -> str:
        return NAME

    async def stream(self, request: Request) -> AsyncIterator[Event]:
        """The answer's JSON in pieces, then the Reply. Raises KeyError for a step that nobody has written: a bug."""
        answer = answer_to(request.step, request.values)
        text = answer.model_dump_json()
        for start in range(0, len(text), PIECE):
            yield Delta(text=text[start : start + PIECE])
        usage = Usage(input_tokens=0, output_tokens=0, cache_read_tokens=0, cache_write_tokens=0)
        yield Reply(text=text, data=answer, stop="end", usage=usage, model=NAME, cost_usd=0.0)


def answer_to(step: str, values: Values) -> BaseModel:
    """The answer to one step from its values."""
    steps: dict[str, Callable[[Values], BaseModel]] = {
        "read": _read,
        "ask": _ask,
        "confirm": _confirm,
        "advise": _advise,
        "frame": _frame,
        "rules": _rules,
        "handling": _handling,
        "improvement": _improvement,
        "repair": _repair,
        "refine": _refine,
    }
    return steps[step](values)


def _read(values: Values) -> BaseModel:
    from assistant.models.offline.reading.read import read_message

    return read_message(
        message=values["message"],
        brief=values["brief"],
        asked=values.get("asked"),
        slots=values["slots"],
        document=values["document"],
    )


def _ask(values: Values) -> BaseModel:
    from assistant.models.offline.talking import question

    return question(values["input"], values["brief"], recommended=values.get("recommended"))


def _confirm(values: Values) -> BaseModel:
    from assistant.models.offline.talking import confirmation

    return confirmation(values["inferred"], values["contradictions"], brief=values["brief"])


def _advise(values: Values) -> BaseModel:
    from assistant.models.offline.talking import advice

    return advice(values["reason"], brief=values["brief"])


def _setting(values: Values) -> Setting:
    return setting_of(values["brief"], values["plan"])


def _cast(values: Values) -> Cast:
    return Cast(setting=_setting(values), frame=values["frame"])


def _frame(values: Values) -> BaseModel:
    from assistant.models.offline.frame.draft import draft_frame

    return draft_frame(_setting(values))


def _rules(values: Values) -> BaseModel:
    from assistant.models.offline.rules.draft import draft_rules

    return draft_rules(_cast(values))


def _handling(values: Values) -> BaseModel:
    from assistant.models.offline.handling.draft import draft_handling

    return draft_handling(_cast(values))


def _improvement(values: Values) -> BaseModel:
    from assistant.models.offline.improvement.draft import draft_improvement

    return draft_improvement(_cast(values))


def _repair(values: Values) -> BaseModel:
    from assistant.models.offline.revising.repair import repair

    return repair(values["process"], values["findings"], brief=values["brief"])


def _refine(values: Values) -> BaseModel:
    from assistant.models.offline.revising.refine import refine

    return refine(
        values["process"],
        values["request"],
        brief=values["brief"],
        previous=values.get("previous_brief") or values["brief"],
        plan=values.get("plan"),
    )
