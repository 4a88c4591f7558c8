"""The people who may sign in, from the environment or a file of hashes."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from schemas.errors import InputError
from ui.page.refusals import TooMany
from ui.page.settings import Settings
from ui.page.signing.hashes import Hash, hash_of, parsed

NAME = re.compile(r"[\w.@+-]{1,64}")
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 1_000
AT_ONCE, WAITING = 2, 20
"""Passwords that are tried at the same time, and that may wait for it."""


class People:
    """Who may sign in."""

    def __init__(self, hashes: Mapping[str, Hash]) -> None:
        self._hashes = dict(hashes)
        self._nobody = hash_of("")
        self._trying = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    def __bool__(self) -> bool:
        return bool(self._hashes)

    def mark(self, name: str) -> str | None:
        """What changes when the person's password does; None for nobody."""
        known = self._hashes.get(name)
        return None if known is None else str(known)

    async def may_enter(self, name: str, password: str) -> bool:
        """Whether the password is the person's. An unknown name takes as long as a wrong password.

        Raises TooMany while many others are just signing in.
        """
        if self._waiting >= WAITING:
            raise TooMany("Many people are signing in.", do="Try again in a moment.")
        known = self._hashes.get(name)
        self._waiting += 1
        try:
            async with self._trying:
                fits = await asyncio.to_thread((known or self._nobody).fits, password[:LONGEST_PASSWORD])
        finally:
            self._waiting -= 1
        return fits and known is not None


def people_of(settings: Settings) -> People:
    """The people of the settings. Raises InputError for a line that names nobody, a short password, an empty list."""
    hashes: dict[str, Hash] = {}
    for name, password in _pairs(settings.users, "ESCALATE_USERS"):
        if len(password) < SHORTEST_PASSWORD:
            raise InputError(
                f"ESCALATE_USERS gives {name} a password of fewer than {SHORTEST_PASSWORD} characters.",
                do="Give a longer one.",
            )
        hashes[name] = hash_of(password)
    if settings.users_file is not None:
        hashes |= _from_file(settings.users_file)
    if settings.has_users and not hashes:
        raise InputError("Users are configured, but none is named.", do="Give name:password, or a file of hashes.")
    return People(hashes)


def check_name(name: str) -> str:
    """The name again. Raises InputError for one that cannot be a user's."""
    if not NAME.fullmatch(name):
        raise InputError(
            "A user's name has 1 to 64 letters, digits or . _ @ + -.", do="Choose one without spaces and colons."
        )
    return name


def _from_file(path: Path) -> dict[str, Hash]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The users' file {path} cannot be read.", do="Check ESCALATE_USERS_FILE.") from error
    hashes = {}
    for number, (name, value) in enumerate(_pairs(text, str(path)), start=1):
        found = parsed(value)
        if found is None:
            raise InputError(
                f"Entry {number} of {path} holds no hash for {name}.", do="Make one with escalate password NAME."
            )
        hashes[name] = found
    return hashes


def _pairs(text: str, where: str) -> Iterator[tuple[str, str]]:
    entries = text.splitlines() if "\n" in text or "$" in text else text.split(",")
    for entry in (one.strip() for one in entries):
        if not entry or entry.startswith("#"):
            continue
        name, colon, secret = entry.partition(":")
        if not colon or not secret:
            raise InputError(f"{where} holds an entry that is not name:password.", do="Write it as name:password.")
        yield check_name(name.strip()), secret
