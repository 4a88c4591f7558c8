"""Hashes, cookies, people and the throttle."""

import asyncio
import stat
from pathlib import Path
from typing import Any

import pytest

from schemas.errors import InputError
from ui.page.refusals import TooMany
from ui.page.settings import Settings, check_address, from_environment
from ui.page.signing.cookies import Passes, passes_of
from ui.page.signing.hashes import hash_of, parsed
from ui.page.signing.people import People, people_of
from ui.page.signing.throttle import Throttle

SECRET = b"a secret of these tests"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def passes(people: People, clock: Clock, **values: Any) -> Passes:
    return Passes(SECRET, people, **({"lasts_s": 100, "https": False, "clock": clock} | values))


@pytest.fixture(scope="module")
def people() -> People:
    return People({"ana": hash_of("password1"), "ben": hash_of("password2")})


def cookie(header: str) -> str:
    return header.partition(";")[0]


def test_a_hash_fits_its_password_alone() -> None:
    """Also after it was written and read again; two hashes of one password differ."""
    hashed = parsed(str(hash_of("correct horse")))
    assert hashed is not None
    assert hashed.fits("correct horse")
    assert not hashed.fits("correct  horse")
    assert str(hash_of("x")) != str(hash_of("x"))


@pytest.mark.parametrize(
    "text", ["", "scrypt$1$a$b", "md5$16384$YQ==$YQ==", "scrypt$16384$YQ==$YQ==", "scrypt$999999999$YQ==$YQ==", "plain"]
)
def test_what_is_no_hash_is_none(text: str) -> None:
    """Nor one whose cost would stop the server."""
    assert parsed(text) is None


async def test_only_the_person_s_password_lets_in(people: People) -> None:
    """Nobody else's, and no unknown name, not even with an empty password."""
    assert await people.may_enter("ana", "password1")
    for name, password in (("ana", "password2"), ("ana", ""), ("nobody", ""), ("nobody", "password1"), ("", "")):
        assert not await people.may_enter(name, password)


async def test_many_tries_at_once_are_refused(people: People) -> None:
    """Passwords are costly to try; a flood waits outside."""
    tries = await asyncio.gather(*(people.may_enter("ana", "x") for _ in range(40)), return_exceptions=True)
    assert sum(isinstance(one, TooMany) for one in tries) == 20


def test_a_cookie_stands_for_who_signed_in(people: People) -> None:
    """For as long as it lasts, and not longer."""
    clock = Clock()
    issued = passes(people, clock).issued("ana")
    assert "HttpOnly" in issued
    assert "SameSite=Lax" in issued
    assert passes(people, clock).who(f"other=1; {cookie(issued)}") == "ana"
    clock.now += 100
    assert passes(people, clock).who(cookie(issued)) is None


def test_over_https_the_cookie_is_bound_to_the_host(people: People) -> None:
    """Secure, and under a name that no other host can set."""
    issued = passes(people, Clock(), https=True).issued("ana")
    assert issued.startswith("__Host-")
    assert "; Secure" in issued


def test_a_changed_cookie_stands_for_nobody(people: People) -> None:
    """Every single character counts; so does a cookie that comes twice."""
    made = passes(people, Clock())
    whole = cookie(made.issued("ana"))
    name, _, value = whole.partition("=")
    for at in range(len(value)):
        other = "A" if value[at] != "A" else "B"
        assert made.who(f"{name}={value[:at]}{other}{value[at + 1 :]}") in (
            None,
            "ana" if at == len(value) - 1 else None,
        )
    assert made.who(f"{whole}; {whole}") is None


@pytest.mark.parametrize("value", ["", ".", "a.b", "e30.e30", "W10.", "bnVsbA.x", "é.é", "x" * 5_000])
def test_garbage_stands_for_nobody(people: People, value: str) -> None:
    """Without an error."""
    made = passes(people, Clock())
    name = made.issued("ana").partition("=")[0]
    assert made.who(f"{name}={value}") is None


def test_signing_out_voids_the_cookie(people: People) -> None:
    """A copy of it is worth nothing; another browser's stays."""
    made = passes(people, Clock())
    mine, other = cookie(made.issued("ana")), cookie(made.issued("ana"))
    made.void(mine)
    assert made.who(mine) is None
    assert made.who(other) == "ana"


def test_a_new_password_voids_every_cookie(people: People) -> None:
    """So does removing the person."""
    issued = cookie(passes(people, Clock()).issued("ana"))
    assert passes(People({"ana": hash_of("another one")}), Clock()).who(issued) is None
    assert passes(People({"ben": hash_of("another one")}), Clock()).who(issued) is None


def test_guessing_one_password_is_slowed_down() -> None:
    """Five tries are free, then each waits longer; the right one from elsewhere still enters."""
    clock = Clock()
    throttle = Throttle(clock)
    for _ in range(5):
        throttle.check("ana", "1.2.3.4")
        throttle.failed("ana", "1.2.3.4")
    with pytest.raises(TooMany):
        throttle.check("ana", "1.2.3.4")
    throttle.check("ana", "5.6.7.8")
    clock.now += 2
    throttle.check("ana", "1.2.3.4")
    throttle.failed("ana", "1.2.3.4")
    clock.now += 1.5
    with pytest.raises(TooMany):
        throttle.check("ana", "1.2.3.4")


def test_guessing_many_names_from_one_address_is_slowed_down() -> None:
    """Twenty failures of any names."""
    throttle = Throttle(Clock())
    for number in range(20):
        throttle.failed(f"user{number}", "1.2.3.4")
    with pytest.raises(TooMany):
        throttle.check("another", "1.2.3.4")


def test_people_come_from_the_environment_and_a_file(tmp_path: Path) -> None:
    """Both may be given; lines that begin with # say nothing."""
    file = tmp_path / "users"
    file.write_text(f"# our team\n\nben:{hash_of('password2')}\n", encoding="utf-8")
    people = people_of(Settings(users="ana:password:1", users_file=file))
    assert people.mark("ana")
    assert people.mark("ben")
    assert people.mark("cleo") is None


@pytest.mark.parametrize("users", ["ana", "ana:short", "a b:password1", ":password1", " , ", "#"])
def test_users_that_cannot_be_are_refused(users: str) -> None:
    """In a sentence, rather than an open door."""
    with pytest.raises(InputError):
        people_of(Settings(users=users))


def test_a_users_file_without_hashes_is_refused(tmp_path: Path) -> None:
    """A password in plain text is not taken for a hash, and not repeated."""
    file = tmp_path / "users"
    file.write_text("ana:plain password\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        people_of(Settings(users_file=file))
    assert "plain password" not in str(told.value)


def test_without_users_only_loopback_is_served() -> None:
    """The sentence says why and what to do."""
    for host in ("0.0.0.0", "::", "192.168.1.5", "example.org"):  # noqa: S104
        with pytest.raises(InputError, match=r"No users are configured.*ESCALATE_USERS"):
            check_address(Settings(host=host))
    for host in ("127.0.0.1", "::1", "localhost", "127.0.0.2"):
        check_address(Settings(host=host))
    check_address(Settings(host="0.0.0.0", users="ana:password1"))  # noqa: S104


def test_settings_come_from_the_environment() -> None:
    """Numbers are checked; secrets are in no description."""
    environment = {"ESCALATE_TURNS_AT_ONCE": "3", "ESCALATE_UPLOAD_MB": "2", "ESCALATE_USERS": "ana:password1"}
    settings = from_environment(environment, host="127.0.0.1", port=1)
    assert (settings.turns_at_once, settings.upload_bytes) == (3, 2 << 20)
    assert "password1" not in repr(settings)
    with pytest.raises(InputError, match="ESCALATE_TURNS_AT_ONCE"):
        from_environment({"ESCALATE_TURNS_AT_ONCE": "many"}, host="127.0.0.1", port=1)


def test_the_secret_is_made_once_and_for_its_owner_alone(
    people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A restarted server knows who is signed in; nobody else can read what it signs with."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    issued = cookie(passes_of(Settings(), people).issued("ana"))
    assert passes_of(Settings(), people).who(issued) == "ana"
    (file,) = tmp_path.rglob("page-secret")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
