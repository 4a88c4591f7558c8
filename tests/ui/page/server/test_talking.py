"""Whole turns over HTTP on the real server: sent, watched, doubled, reloaded, stopped, downloaded."""

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from evals.vendor.server import VendorServer

BRIEF = """We run support for an online booking tool. Tier 1 has 20 people, tier 2 has 6 people and tier 3 has 2
engineers. We escalate integration failures, payment problems, data loss and outages. Enterprise customers are
promised a first response within 30 minutes for P1. We work Monday to Friday 9:00-18:00 Europe/Berlin.
"""


def turn(number: int) -> str:
    return f"turn-{number:016d}"


async def written(one: Any) -> str:
    """The id of a conversation in which a document is written."""
    id = await one.begin()
    text = BRIEF
    for number in range(10):
        events = await one.answered(id, text, turn_id=turn(number))
        told = json.loads(events[-1][1])
        if told["kind"] == "document":
            return str(id)
        text = "you decide" if told["kind"] == "question" else "yes"
    raise AssertionError("no document after ten turns")


@pytest.fixture
def slow_vendor() -> Callable[..., AbstractAsyncContextManager[VendorServer]]:
    """A vendor's server that never ends its first answers."""
    from evals.vendor.faults import Stalls

    @asynccontextmanager
    async def running():  # type: ignore[no-untyped-def]
        async with VendorServer(lambda ask: "{}", faults=lambda ask: Stalls(after_events=1)) as vendor:
            yield vendor

    return running


async def test_a_conversation_becomes_a_document_and_files(serving: Any) -> None:
    """From the brief to Markdown and JSON, with names and headers that make them files and nothing else."""
    async with serving() as browser:
        one = browser()
        id = await written(one)
        markdown = await one.http.get(f"/documents/{id}/current.md")
        assert markdown.text.startswith("# ")
        assert markdown.headers["content-disposition"].startswith("attachment; filename=")
        data = await one.http.get(f"/documents/{id}/1.json")
        assert data.json()["process"]["frame"]["title"]
        page = await one.http.get(f"/documents/{id}/1.html")
        assert page.headers["content-security-policy"].startswith("sandbox")
        assert (await one.http.get(f"/documents/{id}/99.md")).status_code == 404
        for name in ("1.exe", "../1.md", "0x1.md", "1", "-1.md"):
            assert (await one.http.get(f"/documents/{id}/{name}")).status_code == 404


@pytest.mark.parametrize(("format", "begins"), [("docx", b"PK\x03\x04"), ("pdf", b"%PDF-")])
async def test_a_document_comes_as_word_and_pdf(serving: Any, format: str, begins: bytes) -> None:
    """Typeset by the server."""
    async with serving() as browser:
        one = browser()
        id = await written(one)
        answer = await one.http.get(f"/documents/{id}/current.{format}")
        assert answer.status_code == 200
        assert answer.content.startswith(begins)


async def test_the_same_turn_twice_is_one_turn(serving: Any) -> None:
    """A double click, the back button, a second tab with the same form."""
    async with serving() as browser:
        one, tab = browser(), browser()
        id = await one.begin()
        sent = [await tab.send(id, BRIEF) for tab in (one, one, tab)]
        assert {answer.status_code for answer in sent} == {202}
        await one.events(id)
        assert (await one.send(id, BRIEF)).status_code == 202
        assert len(await one.house.session.transcript(id)) == 2


async def test_an_id_used_for_another_text_is_refused(serving: Any) -> None:
    """It is told, and the conversation goes on."""
    async with serving() as browser:
        one = browser()
        id = await one.begin()
        await one.answered(id, BRIEF)
        one.house.turns._ended.clear()
        events = await one.answered(id, "another text")
        assert events[-1][0] == "failed"
        assert (await one.answered(id, "you decide", turn_id=turn(2)))[-1][0] == "reply"


async def test_a_reload_in_the_middle_finds_the_turn_and_stop_ends_it(
    serving: Any, slow_vendor: Callable[..., AbstractAsyncContextManager[VendorServer]]
) -> None:
    """The stream is broken off and opened again; then stopped, and the conversation can be used."""
    async with slow_vendor() as vendor, serving(model=f"{vendor.base_url('openai')}#m") as browser:
        one = browser()
        id = await one.begin()
        assert (await one.send(id, BRIEF)).status_code == 202
        for _ in range(2):
            assert (await one.events(id, until=("progress",)))[-1][0] == "progress"
        assert (await one.send(id, "another", turn_id=turn(2))).status_code == 409
        assert (await one.http.post(f"/conversations/{id}/stop")).status_code == 204
        assert (await one.events(id))[-1][0] == "stopped"
        await one.http.post(f"/conversations/{id}/author", json={"author": "offline"})
        assert (await one.answered(id, BRIEF, turn_id=turn(3)))[-1][0] == "reply"


async def test_a_stopped_message_is_answered_when_asked_for(
    serving: Any, slow_vendor: Callable[..., AbstractAsyncContextManager[VendorServer]]
) -> None:
    """Going on needs no new text."""
    async with slow_vendor() as vendor, serving(model=f"{vendor.base_url('openai')}#m") as browser:
        one = browser()
        id = await one.begin()
        await one.send(id, BRIEF)
        await one.events(id, until=("progress",))
        await one.http.post(f"/conversations/{id}/stop")
        await one.http.post(f"/conversations/{id}/author", json={"author": "offline"})
        assert (await one.send(id, "", turn_id=turn(4), resume=True)).status_code == 202
        assert (await one.events(id))[-1][0] == "reply"
        assert (await one.house.session.transcript(id))[0].text == BRIEF


async def test_a_full_server_says_so(
    serving: Any, slow_vendor: Callable[..., AbstractAsyncContextManager[VendorServer]]
) -> None:
    """503 with a sentence; who waits in line is told the place."""
    async with (
        slow_vendor() as vendor,
        serving(model=f"{vendor.base_url('openai')}#m", turns_at_once=1, queue_length=1) as browser,
    ):
        one = browser()
        ids = [await one.begin() for _ in range(3)]
        answers = [await one.send(id, BRIEF) for id in ids]
        assert [answer.status_code for answer in answers] == [202, 202, 503]
        assert "still here" in answers[2].json()["message"]
        assert json.loads((await one.events(ids[1], until=("queued",)))[-1][1])["place"] == 1


async def test_an_edit_by_hand_changes_the_document(serving: Any) -> None:
    """A value of the brief with its new text, as the page sends it."""
    async with serving() as browser:
        one = browser()
        id = await written(one)
        session = one.house.session
        brief = await session.brief(id)
        key = next(fact.key for fact in brief.facts if fact.slot == "tier.headcount" and fact.number == 6)
        sent = await one.send(id, "", turn_id=turn(50), edits=[{"target": f"fact:{key}", "text": "9 people"}])
        assert sent.status_code == 202
        assert (await one.events(id))[-1][0] == "reply"
        changed = await session.brief(id)
        assert next(fact.number for fact in changed.facts if fact.key == key) == 9


async def test_a_file_is_read_over_http(serving: Any) -> None:
    """Its text comes back; what cannot be read comes back as a sentence."""
    async with serving() as browser:
        http = browser().http
        good = await http.post("/files", files={"file": ("t.csv", b"Tier,People\nTier 1,20\n")})
        assert good.json() == {"name": "t.csv", "text": "| Tier | People |\n| --- | --- |\n| Tier 1 | 20 |"}
        bad = await http.post("/files", files={"file": ("t.exe", b"MZ")})
        assert (bad.status_code, set(bad.json())) == (400, {"message"})
        assert (await http.post("/files", data={"x": "y"})).status_code == 400


async def test_a_request_of_another_shape_is_refused(serving: Any) -> None:
    """In a sentence."""
    async with serving() as browser:
        one = browser()
        id = await one.begin()
        for body in (
            "",
            "[]",
            "{}",
            '{"turn_id": "short", "text": ""}',
            '{"turn_id": "a/b/c/d/e/f/g/h/i/j", "text": 1}',
        ):
            answer = await one.http.post(
                f"/conversations/{id}/turns", content=body, headers={"content-type": "application/json"}
            )
            assert (answer.status_code, set(answer.json())) == (422, {"message"})


async def test_health_tells_whether_work_is_taken(serving: Any, tmp_path: Path) -> None:
    """Ready while the store answers; not while the server stops, though it lives."""
    async with serving() as browser:
        one = browser()
        assert (await one.http.get("/readyz")).status_code == 200
        await one.house.turns.close(limit_s=0)
        assert (await one.http.get("/readyz")).status_code == 503
        assert (await one.http.get("/healthz")).status_code == 200
