"""Values that were edited by hand: read as they were typed, and asked of nobody."""

from __future__ import annotations

from assistant.models.edited import Edited
from assistant.models.protocol import Request, reply_of
from evals.scripted import ScriptedAuthor, default_script, reading, said
from schemas.brief import empty_brief
from schemas.changes import Changes, FieldChange
from schemas.edits import Edit
from schemas.reading import Reading

PEOPLE = said("tier.headcount", "t2", quote="Tier 2: 14", number=14, unit="people")
NUMBER = FieldChange(op="set", where="/frame/decisions/0/needed_by", json_value="{}")


def _edit(**values: object) -> Edit:
    blank = {"facts": (), "changes": (), "alone": True, "confirms": False, "summary": "Tier 2: 14"}
    return Edit.model_validate(blank | values)


def _request(step: str, *, document: bool = False) -> Request:
    return Request(
        step=step, system="", prompt="", values={"brief": empty_brief(), "document": document, "message": "and more"}
    )


async def test_edit_alone_is_read_without_asking() -> None:
    """The reading holds the typed value, and the author is not called."""
    author = ScriptedAuthor(default_script())
    answer = await reply_of(Edited(author, _edit(facts=(PEOPLE,))), _request("read"))
    assert isinstance(answer.data, Reading)
    assert (answer.data.facts, author.calls) == ((PEOPLE,), [])


async def test_typed_value_wins_over_what_was_read_beside_it() -> None:
    """Where the message says more, the author reads it, and the typed value takes the place of what it read."""
    author = ScriptedAuthor(default_script())
    other = said("tier.headcount", "t2", quote="Tier 2: 14", number=12, unit="people")
    author.script["read"] = lambda request: reading(other, intent="accept")
    answer = await reply_of(Edited(author, _edit(facts=(PEOPLE,), alone=False)), _request("read"))
    assert isinstance(answer.data, Reading)
    assert (answer.data.facts, answer.data.intent) == ((PEOPLE,), "accept")


async def test_number_of_the_document_is_set_without_asking() -> None:
    """A value that rests on no fact is changed as it was typed."""
    author = ScriptedAuthor(default_script())
    answer = await reply_of(Edited(author, _edit(changes=(NUMBER,))), _request("refine"))
    assert isinstance(answer.data, Changes)
    assert (answer.data.changes, author.calls) == ((NUMBER,), [])


async def test_document_follows_a_changed_fact() -> None:
    """A changed fact is followed by the author, who knows what hangs on it."""
    author = ScriptedAuthor(default_script())
    await reply_of(Edited(author, _edit(facts=(PEOPLE,))), _request("refine"))
    assert author.calls == ["refine"]
