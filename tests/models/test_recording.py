"""Recording and replaying."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.models.recording import Recording, Replay
from assistant.models.structured import Structured
from schemas.errors import InputError, RequestRejected

GOOD = '{"title":"x","minutes":15}'
OTHER = '{"title":"y","minutes":30}'


async def recorded(path: Path, scripted: Any, request_for: Any, events_of: Any, *texts: str) -> None:
    """A recording of these answers to the same request."""
    author = Recording(Structured(scripted(list(texts)), most_output_tokens=9_000), path)
    for _ in texts:
        await events_of(author, request_for())


async def test_a_recording_is_replayed(
    tmp_path: Path, scripted: Any, request_for: Any, events_of: Any, note: Any
) -> None:
    """The same data, validated again, at no cost."""
    await recorded(tmp_path / "r.jsonl", scripted, request_for, events_of, GOOD)
    reply = (await events_of(Replay(tmp_path / "r.jsonl"), request_for()))[-1]
    assert (reply.data, reply.cost_usd) == (note(title="x", minutes=15), 0.0)


async def test_repeated_requests_get_their_replies_in_order(
    tmp_path: Path, scripted: Any, request_for: Any, events_of: Any
) -> None:
    """And then the last one again."""
    await recorded(tmp_path / "r.jsonl", scripted, request_for, events_of, GOOD, OTHER)
    replay = Replay(tmp_path / "r.jsonl")
    texts = [(await events_of(replay, request_for()))[-1].text for _ in range(3)]
    assert texts == [GOOD, OTHER, OTHER]


async def test_a_missing_answer_names_its_step(tmp_path: Path, scripted: Any, request_for: Any, events_of: Any) -> None:
    """The step tells which prompt has changed."""
    await recorded(tmp_path / "r.jsonl", scripted, request_for, events_of, GOOD)
    with pytest.raises(RequestRejected, match="“frame”"):
        await events_of(Replay(tmp_path / "r.jsonl"), request_for(prompt="Something new."))


def test_a_damaged_recording_names_its_line(tmp_path: Path) -> None:
    """Line numbers count from 1."""
    (tmp_path / "r.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 1"):
        Replay(tmp_path / "r.jsonl")


def test_a_missing_recording_is_an_input_error(tmp_path: Path) -> None:
    """The path is named."""
    with pytest.raises(InputError, match=r"none\.jsonl"):
        Replay(tmp_path / "none.jsonl")
