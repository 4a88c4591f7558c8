"""Decoding server-sent events."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.sse import EventDecoder, Garbled, ServerEvent

TEXTS = st.lists(
    st.text(st.characters(blacklist_characters="\r\n\ufeff", blacklist_categories=("Cs",)), min_size=1), max_size=8
)


def decoded(chunks: list[bytes]) -> list[ServerEvent]:
    """All events of a whole stream."""
    decoder = EventDecoder()
    return [event for chunk in chunks for event in decoder.feed(chunk)] + decoder.finish()


@given(texts=TEXTS, ending=st.sampled_from(["\n", "\r", "\r\n"]), bom=st.booleans(), data=st.data())
def test_events_do_not_depend_on_how_the_bytes_are_cut(
    texts: list[str], ending: str, bom: bool, data: st.DataObject
) -> None:
    """Any line ending, any chunks, with or without a byte order mark."""
    lines = "".join(f"event: e{ending}data: {text}{ending}{ending}" for text in texts)
    body = (b"\xef\xbb\xbf" if bom else b"") + lines.encode()
    places = sorted(data.draw(st.lists(st.integers(0, len(body)), max_size=12)))
    chunks = [body[start:end] for start, end in zip([0, *places], [*places, len(body)], strict=True)]
    assert decoded(chunks) == [ServerEvent("e", text) for text in texts]


@pytest.mark.parametrize(
    ("body", "data"),
    [
        (b"data: a\ndata: b\n\n", ["a\nb"]),
        (b"data:a\n\n", ["a"]),
        (b"data:  a\n\n", [" a"]),
        (b": comment\n\nretry: 5\n\ndata: a\n\n", ["a"]),
        (b"event: only a name\n\ndata: a\n\n", ["a"]),
        (b"data: a\n\ndata: [DONE]", ["a", "[DONE]"]),
        (b"id: 1\ndata: a\n\nid: 1\ndata: a\n\nid: 2\ndata: a\n\n", ["a", "a"]),
        (b"data: a\n\ndata: a\n\n", ["a", "a"]),
    ],
)
def test_fields_are_read_as_the_standard_says(body: bytes, data: list[str]) -> None:
    """Several data lines, comments, missing blanks, and events sent twice under one id."""
    assert [event.data for event in decoded([body])] == data


def test_bytes_that_are_no_text_are_garbled() -> None:
    """A line that is not UTF-8 is refused."""
    with pytest.raises(Garbled, match="UTF-8"):
        decoded([b"data: \xff\n\n"])


@pytest.mark.parametrize("data", ["{", "null", "[1]", "7", "[" * 100_000])
def test_an_event_that_is_no_object_is_garbled(data: str) -> None:
    """Every wire's events are objects."""
    with pytest.raises(Garbled):
        ServerEvent("", data).object()
