"""A process is judged by its checks and by its proofs."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from assistant.graph import proving
from assistant.graph.judging import judge
from assistant.session import Session
from evals.mutants.goods import FIRST, good
from evals.scripted import TEAM, ScriptedAuthor
from schemas.brief import Brief
from schemas.changes import Changes, FieldChange
from schemas.process import EscalationProcess, Improvement
from schemas.proofs import Proof

Opened = Callable[[ScriptedAuthor], AbstractAsyncContextManager[Session]]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the processes that are proven, none known before."""
    seen: list[str] = []
    true = proving.prove

    def counted(process: EscalationProcess, brief: Brief, **limits: object) -> tuple[Proof, ...]:
        seen.append(process.frame.title)
        return true(process, brief)

    monkeypatch.setattr(proving, "_kept", type(proving._kept)())
    monkeypatch.setattr(proving, "prove", counted)
    return seen


def going_round(improvement: Improvement) -> Improvement:
    """A way back that no longer asks whether the bug is gone."""
    first, second, *others = improvement.de_escalations
    second = second.model_copy(update={"all_of": second.all_of[:1]})
    return improvement.model_copy(update={"de_escalations": (first, second, *others)})


def test_a_failing_proof_is_a_finding_in_the_document() -> None:
    """Its ticket stands in the annex."""
    one = good(FIRST)
    process = one.process.model_copy(update={"improvement": going_round(one.process.improvement)})
    judged = judge(process, brief=one.brief)
    loop = next(f for f in judged.findings if f.check == "E04.loop")
    assert loop.weight == "serious"
    assert "it goes round" in judged.document.annexes


def test_reworded_prose_is_not_proven_again(calls: list[str]) -> None:
    """The proofs of rules that stay the same are kept."""
    one = good(FIRST)
    reworded = one.process.rules.triggers[0].model_copy(update={"reason": "Said in quite other words than ever before"})
    rules = one.process.rules.model_copy(update={"triggers": (reworded, *one.process.rules.triggers[1:])})
    before = proving.proven(one.process, brief=one.brief)
    assert proving.proven(one.process.model_copy(update={"rules": rules}), brief=one.brief) == before
    assert len(calls) == 1


def test_a_changed_condition_is_proven_again(calls: list[str]) -> None:
    """Whatever proofs look at makes them anew."""
    one = good(FIRST)
    proving.proven(one.process, brief=one.brief)
    process = one.process.model_copy(update={"improvement": going_round(one.process.improvement)})
    assert any(p.verdict == "fails" for p in proving.proven(process, brief=one.brief))
    assert len(calls) == 2


def test_what_was_not_decided_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A doubt is not kept."""
    one = good(FIRST)
    true, tried = proving.prove, []

    def doubtful(process: EscalationProcess, brief: Brief, **limits: object) -> tuple[Proof, ...]:
        first, *others = true(process, brief)
        tried.append(first.property)
        return (first.model_copy(update={"verdict": "unknown"}), *others)

    monkeypatch.setattr(proving, "_kept", type(proving._kept)())
    monkeypatch.setattr(proving, "prove", doubtful)
    for _ in range(2):
        proving.proven(one.process, brief=one.brief)
    assert len(tried) == 2


async def test_the_author_mends_what_a_proof_found(opened: Opened, author: ScriptedAuthor) -> None:
    """It is shown the ticket, and its change makes the document clean again."""
    healthy = good(FIRST).process.improvement.de_escalations[1]
    shown: list[str] = []

    def mend(request: object) -> Changes:
        shown.extend(f.example or "" for f in request.values["findings"] if f.check == "E04.loop")  # type: ignore[attr-defined]
        where = "/improvement/de_escalations/1"
        change = FieldChange(op="set", where=where, json_value=healthy.model_dump_json())
        return Changes(kind="change", changes=(change,), summary="The way back", reply=None)

    author.script["improvement"] = lambda request: going_round(good(FIRST).process.improvement)
    author.script["repair"] = mend
    async with opened(author) as session:
        conversation = (await session.start()).id
        await session.reply(conversation, TEAM, interactive=False, assume=True)
        draft = await session.document(conversation)
    assert draft is not None
    assert any("confirmed_bug yes" in example for example in shown)
    assert [f.check for f in draft.findings if f.check.startswith("E04.")] == []
