"""The house: whose conversations are whose, and who writes in them."""

from pathlib import Path
from typing import Any

import pytest

from schemas.errors import ConversationNotFound, InputError, WrongCredentials
from ui.page.house import OWNER
from ui.page.refusals import NotSignedIn

KEY = "sk-canary-0123456789"
MODEL = "anthropic:claude-sonnet-4-5"


async def test_another_owner_s_conversation_is_not_there(house_with: Any) -> None:
    """Looked at, sent to, stopped, deleted: it does not exist."""
    async with house_with() as house:
        id = (await house.start("ana")).id
        for attempt in (
            house.session_of("ben", id),
            house.send("ben", id, "hello", turn_id="t" * 20),
            house.take_up("ben", id),
            house.stop("ben", id),
            house.delete("ben", id),
            house.choose_author("ben", id, "offline"),
        ):
            with pytest.raises(ConversationNotFound):
                await attempt
        assert [one.id for one in await house.conversations("ben")] == []
        assert [one.id for one in await house.conversations("ana")] == [id]


async def test_a_request_without_a_visitor_is_nobody_s(house_with: Any) -> None:
    """Only what the door has written into the scope counts."""

    class Asked:
        scope: dict[str, object] = {"headers": [(b"x-user", b"ana")]}  # noqa: RUF012

    async with house_with() as house:
        with pytest.raises(NotSignedIn):
            house.owner(Asked())
        Asked.scope[OWNER] = "ana"
        assert house.owner(Asked()) == "ana"


async def test_a_key_stays_in_memory_and_with_its_owner(house_with: Any, tmp_path: Path) -> None:
    """It is in no file and no description, and nobody else's conversation uses it."""
    async with house_with(users="ana:password1,ben:password2") as house:
        mine, theirs = (await house.start("ana")).id, (await house.start("ben")).id
        author = await house.choose_author("ana", mine, MODEL, key=KEY)
        assert author.name == MODEL
        assert KEY not in repr(house.authors) + repr(house.settings) + repr(author)
        with pytest.raises(WrongCredentials):
            await house.choose_author("ben", theirs, MODEL)
    assert all(KEY.encode() not in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


async def test_a_wrong_key_is_not_repeated(house_with: Any) -> None:
    """The sentence names the variable, never the value."""
    async with house_with() as house:
        id = (await house.start("local")).id
        with pytest.raises(WrongCredentials) as told:
            await house.choose_author("local", id, MODEL, key=KEY + " \n" + KEY)
        assert KEY not in str(told.value)


@pytest.mark.parametrize(
    "spec", ["http://10.0.0.1/v1#m", "openai-compatible:http://169.254.169.254#m", "replay:/etc/passwd"]
)
async def test_nobody_makes_the_server_ask_an_address_of_their_choice(house_with: Any, spec: str) -> None:
    """Where people sign in, addresses and files are the operator's to give."""
    async with house_with(users="ana:password1") as house:
        id = (await house.start("ana")).id
        with pytest.raises(InputError):
            await house.choose_author("ana", id, spec)


async def test_the_chosen_author_is_remembered_by_the_next_server(house_with: Any) -> None:
    """With a key in the environment it is the same; without one it is the server's own."""
    async with house_with() as house:
        id = (await house.start("local")).id
        await house.choose_author("local", id, MODEL, key=KEY)
    async with house_with(environment={"ANTHROPIC_API_KEY": KEY}) as house:
        assert (await house.author_of("local", id)).name == MODEL
    async with house_with() as house:
        assert (await house.author_of("local", id)).name == "offline"


async def test_a_deleted_conversation_is_gone(house_with: Any) -> None:
    """Also one in which a turn is running."""
    async with house_with() as house:
        id = (await house.start("local")).id
        await house.send("local", id, "hello", turn_id="t" * 20)
        await house.delete("local", id)
        with pytest.raises(ConversationNotFound):
            await house.session_of("local", id)
