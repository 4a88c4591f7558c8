"""Conversations: who finds which, and what text in an id or a search can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.store import Conversation, Store
from schemas.errors import ConversationNotFound, InputError

TRICKS = (
    "' OR '1'='1",
    "'; DROP TABLE conversations; --",
    '" OR ""="',
    "%",
    "_" * 32,
    "a" * 32,
    "x" * 5000,
    "",
    "\x00",
    "\ud800",
    "../../etc/passwd",
    "$.owner",
    "{{7*7}}",
    "1; SELECT pg_sleep(10)",
    "\u202e\u0661",
)


async def test_a_created_conversation_is_found_again(store: Store, conversation: Conversation) -> None:
    """What `create` returns is what `get` returns."""
    assert await store.conversations.get(conversation.id, owner="ana") == conversation


async def test_another_owner_is_told_that_there_is_none(store: Store, conversation: Conversation) -> None:
    """A conversation's existence is not shown to strangers."""
    with pytest.raises(ConversationNotFound):
        await store.conversations.get(conversation.id, owner="bob")


async def test_ids_carry_at_least_128_random_bits(store: Store, start: Callable[..., Any]) -> None:
    """Ids are 32 URL-safe characters, 192 bits, and no two begin alike."""
    ids = [(await start(store)).id for _ in range(20)]
    assert len({made[:8] for made in ids}) == 20
    assert {len(made) for made in ids} == {32}


async def test_sql_in_an_id_finds_nothing(store: Store, conversation: Conversation) -> None:
    """An id is compared, never run."""
    for trick in TRICKS:
        with pytest.raises(ConversationNotFound):
            await store.conversations.get(trick)


async def test_sql_in_an_owner_or_a_search_finds_nothing(store: Store, conversation: Conversation) -> None:
    """Owners and search words are compared as they are; % and _ stand for themselves."""
    found = [await store.conversations.list(trick) for trick in TRICKS]
    found += [await store.conversations.list("ana", search=trick) for trick in TRICKS if trick]
    assert not any(found)
    assert await store.conversations.list("ana") == (conversation,)


async def test_search_finds_a_part_of_the_title(store: Store, start: Callable[..., Any]) -> None:
    """Case does not matter, and special signs are found literally."""
    wanted = await start(store, title="Escalation at Acme: 100 % of a_b, it's due")
    await start(store, title="Something else: 1000 axb")
    for search in ("acme", "ESCALATION at", "100 %", "a_b", "it's"):
        assert await store.conversations.list("ana", search=search) == (wanted,), search


async def test_list_puts_the_last_used_first(store: Store, start: Callable[..., Any], clock: Any) -> None:
    """A change moves a conversation to the top; other owners' are left out."""
    first = await start(store)
    clock.turn(seconds=1)
    second = await start(store)
    await start(store, owner="bob")
    clock.turn(seconds=1)
    await store.conversations.rename(first.id, "Renamed")
    assert [found.id for found in await store.conversations.list("ana")] == [first.id, second.id]


async def test_update_changes_only_what_is_named(store: Store, conversation: Conversation) -> None:
    """The other fields stay."""
    changed = await store.conversations.update(conversation.id, phase="review", language="de")
    assert (changed.phase, changed.language, changed.title) == ("review", "de", conversation.title)


async def test_update_refuses_what_may_not_change(store: Store, conversation: Conversation) -> None:
    """An owner is for life."""
    with pytest.raises(InputError):
        await store.conversations.update(conversation.id, owner="bob")


async def test_signs_that_a_database_cannot_hold_are_replaced(store: Store, start: Callable[..., Any]) -> None:
    """A NUL or half a character in a title is no error on either database."""
    made = await start(store, title="a\x00b\ud800c")
    assert made.title == "a\ufffdb\ufffdc"
