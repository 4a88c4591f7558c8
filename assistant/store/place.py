"""Where a store lies: a SQLite file or a Postgres database."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from schemas.errors import InputError, StoreError


@dataclass(frozen=True, kw_only=True)
class Place:
    """A store's address."""

    url: str
    """As SQLAlchemy wants it."""
    path: Path | None
    """The SQLite file; None on Postgres."""
    shown: str
    """For people: the path, or host and database, never a password."""


def place_of(url: str | None) -> Place:
    """The place a person named: None is a file in the user's data directory; else a path, sqlite:/// or postgresql://.

    Raises InputError for any other kind of URL.
    """
    if url is None:
        return _file(_default_file())
    scheme, mark, rest = url.partition("://")
    if not mark:
        return _file(Path(url)) if url.strip() and url != ":memory:" else _unusable(url)
    if scheme == "sqlite":
        return _file(Path(rest[1:])) if len(rest) > 1 and rest != "/:memory:" else _unusable(url)
    if scheme in {"postgresql", "postgres", "postgresql+psycopg"}:
        parts = urlsplit(url)
        host = parts.hostname or "the local socket"
        return Place(
            url=f"postgresql+psycopg://{rest}",
            path=None,
            shown=f"{unquote(parts.path.lstrip('/')) or 'the default database'} on {host}",
        )
    return _unusable(f"{scheme}://…")


def prepare_file(path: Path) -> None:
    """Make the file and its directory, readable by their owner alone; the log beside it inherits that from SQLite.

    An existing directory keeps its mode. Raises StoreError when the file can be neither made nor opened.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            if os.fstat(descriptor).st_uid == os.geteuid():
                os.fchmod(descriptor, 0o600)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise StoreError(
            f"The store {path} cannot be opened for writing ({error.strerror}).",
            do="Make it writable, free some space, or name another place for the store.",
        ) from error


def _default_file() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("escalation-assistant", appauthor=False)) / "conversations.sqlite"


def _file(path: Path) -> Place:
    path = path.expanduser().absolute()
    return Place(url=f"sqlite+aiosqlite:///{path}", path=path, shown=str(path))


def _unusable(url: str) -> Place:
    raise InputError(
        f"{url!r} is not a place where conversations can be kept.",
        do="Give a file path, sqlite:///path or postgresql://user@host/database.",
    )
