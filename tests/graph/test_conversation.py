"""The conversation, with an author whose answers are scripted."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from assistant.models.protocol import Request
from assistant.session import Session
from evals.mutants.good_b2b import good_process
from evals.scripted import TEAM, ScriptedAuthor, reading, said
from schemas.changes import Changes, FieldChange
from schemas.errors import Unreachable
from schemas.process import Frame

Opened = Callable[[ScriptedAuthor], AbstractAsyncContextManager[Session]]


def worse_frame() -> Frame:
    """A frame with a defect: nobody answers for the highest severity."""
    frame = good_process().frame
    first, *others = frame.severities
    return frame.model_copy(update={"severities": (first.model_copy(update={"owner": "nobody"}), *others)})


async def until_document(session: Session) -> str:
    """A conversation that has its document."""
    conversation = (await session.start()).id
    first = await session.reply(conversation, TEAM)
    while first.kind in ("question", "confirm"):
        first = await session.reply(conversation, "you decide" if first.kind == "question" else "yes")
    assert first.kind == "document", first.text
    return conversation


async def test_a_one_line_brief_is_asked_about_and_invents_nothing(opened: Opened, author: ScriptedAuthor) -> None:
    """Nothing is known after it but what was said."""
    author.script["read"] = lambda request: reading()
    async with opened(author) as session:
        conversation = (await session.start()).id
        answer = await session.reply(conversation, "We need an escalation process.")
        assert (answer.kind, answer.asks) == ("question", "structure")
        assert (await session.brief(conversation)).facts == ()


async def test_what_was_inferred_is_shown_before_anything_is_written(opened: Opened, author: ScriptedAuthor) -> None:
    """The inferred facts come as cards, each with its rule."""
    async with opened(author) as session:
        conversation = (await session.start()).id
        answer = await session.reply(conversation, TEAM)
        while answer.kind == "question":
            answer = await session.reply(conversation, "you decide")
        assert answer.kind == "confirm"
        assert {fact.origin for fact in answer.facts} == {"inferred"}
        assert all(fact.rule for fact in answer.facts)
        assert "frame" not in author.calls


async def test_no_more_than_six_questions_and_none_twice(opened: Opened, author: ScriptedAuthor) -> None:
    """A lead who knows nothing is asked six times at most, confirmation included."""
    author.script["read"] = lambda request: reading(intent="other")
    async with opened(author) as session:
        conversation = (await session.start()).id
        asked = []
        answer = await session.reply(conversation, "Help.")
        for _ in range(10):
            if answer.asks is None or answer.missing:
                break
            asked.append(answer.asks)
            answer = await session.reply(conversation, "hm")
        assert len(asked) == len(set(asked)) <= 6


async def test_the_same_turn_is_answered_once(opened: Opened, author: ScriptedAuthor) -> None:
    """A double submit gets the first answer again and calls nobody."""
    async with opened(author) as session:
        conversation = (await session.start()).id
        first = await session.reply(conversation, TEAM, turn_id="one")
        calls = list(author.calls)
        again = await session.reply(conversation, TEAM, turn_id="one")
        assert (again, author.calls) == (first, calls)


async def test_a_failing_author_loses_nothing(opened: Opened, author: ScriptedAuthor) -> None:
    """What could not be read is read with the next message."""
    scripted = author.script["read"]
    author.script["read"] = lambda request: Unreachable("No connection to the model.", do="Check the network.")
    async with opened(author) as session:
        conversation = (await session.start()).id
        answer = await session.reply(conversation, TEAM)
        assert answer.kind == "trouble"
        assert "No connection to the model. Check the network." in answer.text
        author.script["read"] = lambda request: (
            scripted(request) if request.values["message"] == TEAM else reading(*_team_facts(request.values["message"]))
        )
        await session.reply(conversation, "try again")
        assert (await session.brief(conversation)).number("tier.headcount", "t2") == 12


def _team_facts(message: str) -> tuple:  # type: ignore[type-arg]
    assert TEAM in message
    return (said("tier.headcount", "t2", quote="tier 2 has 12", number=12, unit="people"),)


async def test_a_draft_that_fails_half_way_pays_for_no_part_twice(opened: Opened, author: ScriptedAuthor) -> None:
    """The frame that was written is used again."""
    good = author.script["rules"]
    author.script["rules"] = lambda request: Unreachable("No connection.", do="")
    async with opened(author) as session:
        conversation = (await session.start()).id
        answer = await session.reply(conversation, TEAM)
        while answer.kind in ("question", "confirm"):
            answer = await session.reply(conversation, "you decide" if answer.kind == "question" else "yes")
        assert answer.kind == "trouble"
        author.script["rules"] = good
        answer = await session.reply(conversation, "go on")
        assert answer.kind == "document"
        assert author.calls.count("frame") == 1


async def test_a_change_moves_only_what_it_names(opened: Opened, author: ScriptedAuthor) -> None:
    """All other parts stay identical to the byte."""
    change = FieldChange(op="set", where="/frame/title", json_value='"Another title"')
    author.script["refine"] = lambda request: Changes(kind="change", changes=(change,), summary="Title", reply=None)
    async with opened(author) as session:
        conversation = await until_document(session)
        before = await session.document(conversation)
        author.script["read"] = lambda request: reading(intent="change", change_request="another title")
        answer = await session.reply(conversation, "Give it another title")
        after = await session.document(conversation)
        assert before is not None
        assert after is not None
        assert (answer.kind, after.process.frame.title) == ("document", "Another title")
        restored = after.process.frame.model_copy(update={"title": before.process.frame.title})
        assert restored.model_dump_json() == before.process.frame.model_dump_json()
        for part in ("rules", "handling", "improvement"):
            assert getattr(after.process, part).model_dump_json() == getattr(before.process, part).model_dump_json()


async def test_undo_takes_back_change_after_change(opened: Opened, author: ScriptedAuthor) -> None:
    """Twice undone is the first version again; every version is kept."""
    titles = iter(("B", "C"))
    author.script["refine"] = lambda request: Changes(
        kind="change",
        changes=(FieldChange(op="set", where="/frame/title", json_value=f'"{next(titles)}"'),),
        summary="Title",
        reply=None,
    )
    async with opened(author) as session:
        conversation = await until_document(session)
        original = await session.document(conversation)
        author.script["read"] = lambda request: reading(intent="change", change_request=request.values["message"])
        await session.reply(conversation, "title B please")
        await session.reply(conversation, "title C please")
        seen = []
        for _ in range(2):
            await session.reply(conversation, "undo")
            draft = await session.document(conversation)
            seen.append(draft.process.frame.title if draft else "")
        assert original is not None
        assert seen == ["B", original.process.frame.title]
        assert len(await session.versions(conversation)) == 5


async def test_a_change_that_breaks_the_document_is_not_made(opened: Opened, author: ScriptedAuthor) -> None:
    """A path that leads nowhere is tried once more, then explained; the document stays."""
    change = FieldChange(op="set", where="/frame/nowhere", json_value="1")
    author.script["refine"] = lambda request: Changes(kind="change", changes=(change,), summary="x", reply=None)
    async with opened(author) as session:
        conversation = await until_document(session)
        before = await session.document(conversation)
        author.script["read"] = lambda request: reading(intent="change", change_request="x")
        answer = await session.reply(conversation, "break it")
        assert answer.kind == "notice"
        assert author.calls.count("refine") == 2
        assert await session.document(conversation) == before


async def test_a_single_tier_team_is_advised_otherwise_until_it_insists(opened: Opened, author: ScriptedAuthor) -> None:
    """Advice comes before any question."""
    author.script["read"] = lambda request: (
        reading(intent="insist")
        if request.values["phase"] == "advise" or request.values["phase"] == "advised"
        else reading(one_expertise=True, one_expertise_quote="all do the same")
    )
    async with opened(author) as session:
        conversation = (await session.start()).id
        first = await session.reply(conversation, "We are five people and all do the same.")
        assert first.kind == "advice"
        second = await session.reply(conversation, "I want it all the same.")
        assert second.kind == "question"


async def test_without_anybody_to_ask_missing_facts_are_listed(opened: Opened, author: ScriptedAuthor) -> None:
    """Nothing is written; with assumptions allowed it is."""
    author.script["read"] = lambda request: reading()
    async with opened(author) as session:
        conversation = (await session.start()).id
        answer = await session.reply(conversation, "Please.", interactive=False)
        assert (answer.kind, answer.missing) == ("missing", ("structure", "issues", "promises"))
        other = (await session.start()).id
        assert (await session.reply(other, "Please.", interactive=False, assume=True)).kind == "document"


async def test_a_repair_that_makes_it_worse_is_refused(opened: Opened, author: ScriptedAuthor) -> None:
    """The findings never grow, and the rounds are counted."""
    worse = FieldChange(op="remove", where="/frame/severities/p1", json_value="null")
    author.script["repair"] = lambda request: Changes(kind="change", changes=(worse,), summary="", reply=None)
    async with opened(author) as session:
        conversation = await until_document(session)
        draft = await session.document(conversation)
        assert draft is not None
        assert draft.process.frame.severities[0].id == "p1"
        assert author.calls.count("repair") <= 2


async def test_a_repair_that_cannot_be_made_is_told_why_and_tried_again(opened: Opened, author: ScriptedAuthor) -> None:
    """The second round sees what was wrong with the first."""
    author.script["frame"] = lambda request: worse_frame()
    lost = FieldChange(op="set", where="/frame/severities/p9", json_value="1")
    told: list[str] = []

    def repair(request: Request) -> Changes:
        told.append(request.values["refusal"])
        return Changes(kind="change", changes=(lost,), summary="", reply=None)

    author.script["repair"] = repair
    async with opened(author) as session:
        await until_document(session)
    assert told[0] == ""
    assert "p9" in told[1]


async def test_an_author_may_say_that_a_finding_is_wrong(opened: Opened, author: ScriptedAuthor) -> None:
    """The finding stays, and the objection is shown beside it."""
    author.script["frame"] = lambda request: worse_frame()
    author.script["repair"] = lambda request: Changes(kind="change", changes=(), summary="", reply="It is no defect.")
    async with opened(author) as session:
        conversation = await until_document(session)
        last = (await session.transcript(conversation))[-1].text
        draft = await session.document(conversation)
    assert "It is no defect." in last
    assert draft is not None
    assert draft.findings


async def test_starting_over_forgets_the_brief(opened: Opened, author: ScriptedAuthor) -> None:
    """And the document, while its versions stay."""
    async with opened(author) as session:
        conversation = await until_document(session)
        answer = await session.reply(conversation, "start over")
        assert answer.kind == "notice"
        assert (await session.brief(conversation)).facts == ()
