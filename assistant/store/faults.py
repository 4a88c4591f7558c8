"""What a database's complaint means to the person in front of the screen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from schemas.errors import DamagedState, StoreError

_SQLITE = {
    "SQLITE_BUSY": ("is being written by another program", "Try again in a moment, or close the other program."),
    "SQLITE_LOCKED": ("is being written by another program", "Try again in a moment, or close the other program."),
    "SQLITE_READONLY": ("cannot be written", "Make the file and its directory writable, or name another place."),
    "SQLITE_FULL": ("is full: nothing was stored", "Free some disk space and send the message again."),
    "SQLITE_IOERR": ("cannot be read or written, the disk may be full", "Check the disk and send the message again."),
    "SQLITE_CANTOPEN": ("cannot be opened", "Check that its directory exists and is writable."),
    "SQLITE_NOTADB": ("is not a database of this program", "Name another place, or restore it from a backup."),
    "SQLITE_CORRUPT": ("is damaged", "Restore it from a backup, or name another place."),
}
_POSTGRES = {
    "53100": ("has no disk space left: nothing was stored", "Free some space on the server and try again."),
    "53300": ("takes no more connections", "Try again in a moment, or raise max_connections."),
    "25006": ("is read-only", "Name the primary server, not a replica."),
    "28": ("refuses this user or password", "Check the user and the password in the store's URL."),
    "3D": ("does not exist", "Create the database, or correct the store's URL."),
    "42501": ("forbids this user to do that", "Grant the user the right to create and write tables."),
    "40": ("was changed by another writer at the same moment", "Try again."),
    "57": ("is shutting down or starting", "Try again in a moment."),
    "08": ("cannot be reached", "Check that the server runs, then try again."),
}
_WHILE_CONNECTING = (
    ("password", "28"),
    ("role ", "28"),
    ("does not exist", "3D"),
    ("too many", "53300"),
    ("starting up", "57"),
    ("shutting down", "57"),
)
_PASSING = {"SQLITE_BUSY", "SQLITE_LOCKED", "53300", "40", "57", "08"}


@contextmanager
def told(shown: str) -> Iterator[None]:
    """Turn a database's complaint inside the block into a StoreError; `shown` names the store."""
    try:
        yield
    except DBAPIError as error:
        raise store_error(error.orig or error, shown=shown) from error
    except PoolTimeout as error:
        raise _error(shown, what="takes no more connections", do="Try again in a moment.", passing=True) from error


def store_error(error: BaseException, *, shown: str) -> StoreError:
    """The StoreError for what a driver raised; retryable where waiting may help. DamagedState for a broken file."""
    if isinstance(error, sqlite3.Error):
        return _sqlite_error(error, shown)
    return _postgres_error(error, shown)


def _sqlite_error(error: sqlite3.Error, shown: str) -> StoreError:
    code = getattr(error, "sqlite_errorname", None) or ""
    family = next((known for known in _SQLITE if code.startswith(known)), None)
    if family is None:
        return _error(shown, what=f"failed ({error})", do="Try again; if it stays, restore it from a backup.")
    what, do = _SQLITE[family]
    if family in {"SQLITE_NOTADB", "SQLITE_CORRUPT"}:
        return DamagedState(f"The store {shown} {what}.", do=do)
    return _error(shown, what=what, do=do, passing=family in _PASSING)


def _postgres_error(error: BaseException, shown: str) -> StoreError:
    state = getattr(error, "sqlstate", None) or _connecting_state(error)
    family = next((known for known in (state, state[:2]) if known in _POSTGRES), None)
    if family is None:
        return _error(shown, what=f"failed ({error})", do="Try again; if it stays, look in the server's log.")
    what, do = _POSTGRES[family]
    return _error(shown, what=what, do=do, passing=family in _PASSING)


def _connecting_state(error: BaseException) -> str:
    """The SQLSTATE of an error while connecting, for which the driver keeps only the server's words."""
    import psycopg

    if not isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return ""
    return next((state for words, state in _WHILE_CONNECTING if words in str(error)), "08")


def _error(shown: str, *, what: str, do: str, passing: bool = False) -> StoreError:
    error = StoreError(f"The store {shown} {what}.", do=do)
    error.retryable = passing
    return error
