"""Texts in the database: any string comes back, no changed byte does."""

from __future__ import annotations

import hashlib
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.store.differences import pack_against, unpack_against
from assistant.store.packing import pack, unpack
from schemas.errors import DamagedState

TEXTS = st.text(st.characters(), max_size=400) | st.sampled_from(["\ud800", "\x00", "é" * 40_000, "ab" * 30_000])


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_any_text_comes_back(text: str) -> None:
    """Surrogates, NUL, long and empty texts alike."""
    assert unpack(pack(text)) == text


@settings(deadline=None, max_examples=40)
@given(TEXTS, TEXTS, st.integers(0, 90_000))
def test_a_difference_gives_the_text_back(base: str, added: str, place: int) -> None:
    """Whatever the base, and however far the edit moves what follows."""
    text = base[:place] + added + base[place:]
    assert unpack_against(pack_against(text, base=base), base=base) == text


@settings(deadline=None, max_examples=60)
@given(st.integers(min_value=0), st.integers(0, 7))
def test_one_changed_bit_is_noticed(place: int, bit: int) -> None:
    """Wherever it is."""
    packed = bytearray(pack("The second tier answers within 30 minutes."))
    packed[place % len(packed)] ^= 1 << bit
    with pytest.raises(DamagedState):
        unpack(bytes(packed))


def test_a_small_edit_takes_little_room() -> None:
    """A document with one changed word takes less than a fifth of the whole."""
    base = " ".join(f"rule {number * 7919 % 10_007} waits {number * 31 % 97} minutes" for number in range(2_000))
    edited = base.replace("waits 62 minutes", "waits two hours", 1)
    assert len(pack_against(edited, base=base)) < len(pack(edited)) / 5


def test_another_base_gives_nothing() -> None:
    """A difference never fits a base that it was not made from."""
    packed = pack_against("one two three four five", base="one two three four")
    with pytest.raises(DamagedState):
        unpack_against(packed, base="one two three fore")


def test_a_forged_bomb_is_refused() -> None:
    """A row that would unpack to a gigabyte fills no memory."""
    writer = zlib.compressobj(9)
    bomb = b"".join(writer.compress(bytes(1 << 20)) for _ in range(100)) + writer.flush()
    with pytest.raises(DamagedState):
        unpack(hashlib.blake2b(bomb, digest_size=16).digest() + bomb)
