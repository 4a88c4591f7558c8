"""What the page's server may do and how much of it: read from the environment, with defaults for one person at home."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from schemas.errors import InputError

MEBIBYTE = 1 << 20
MOST_WORKERS = 4
"""Processes that are started where nobody says how many."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The page's settings. `from_environment` reads them."""

    model: str = "offline"
    """Who writes where nobody chose another author."""
    store: str | None = None
    """A file or postgresql:// URL; None is the file in the user's data folder."""
    host: str = "127.0.0.1"
    port: int = 7860
    turns_at_once: int = 32
    """Turns that run at the same time."""
    queue_length: int = 200
    """Turns that may wait for their place."""
    workers: int = 0
    """Processes that answer turns; 0 lets the server's own process answer them."""
    upload_bytes: int = 10 * MEBIBYTE
    update_s: float = 0.06
    """Seconds between two updates of what is being written."""
    stop_s: float = 2.0
    """Seconds that running turns get to finish when the server is stopped; what is left is resumed later."""
    signed_in_s: int = 12 * 3600
    """Seconds for which somebody stays signed in."""
    users: str = field(default="", repr=False)
    """`name:password`, several separated by commas or lines."""
    users_file: Path | None = None
    """Lines `name:HASH`, as `escalate password NAME` prints them."""
    secret: str = field(default="", repr=False)
    """What sign-ins are signed with; empty: a secret kept in the user's data folder."""
    hosts: tuple[str, ...] = ()
    """Names under which the page may be asked for; empty: loopback names, or any when users are configured."""
    proxy: str = ""
    """The address of a proxy whose forwarded headers are believed."""
    https: bool = False
    """Whether people reach the page over HTTPS; the cookie is then sent over nothing else."""
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The vendors' keys and addresses."""

    @property
    def has_users(self) -> bool:
        return bool(self.users.strip()) or self.users_file is not None


def from_environment(
    environment: Mapping[str, str], *, host: str, port: int, store: str | None = None, model: str = "offline"
) -> Settings:
    """The settings that ESCALATE_* variables name. Raises InputError for a value that cannot be one."""
    file = environment.get("ESCALATE_USERS_FILE", "").strip()
    return Settings(
        model=model,
        store=store,
        host=host,
        port=port,
        turns_at_once=_number(environment, "ESCALATE_TURNS_AT_ONCE", 32),
        queue_length=_number(environment, "ESCALATE_QUEUE_LENGTH", 200, least=0),
        workers=_number(environment, "ESCALATE_WORKERS", min(os.cpu_count() or 1, MOST_WORKERS), least=0),
        upload_bytes=_number(environment, "ESCALATE_UPLOAD_MB", 10) * MEBIBYTE,
        stop_s=float(_number(environment, "ESCALATE_STOP_SECONDS", 2, least=0)),
        signed_in_s=_number(environment, "ESCALATE_SIGNED_IN_HOURS", 12) * 3600,
        users=environment.get("ESCALATE_USERS", ""),
        users_file=Path(file).expanduser() if file else None,
        secret=environment.get("ESCALATE_SECRET", ""),
        hosts=tuple(name.strip().lower() for name in environment.get("ESCALATE_HOSTS", "").split(",") if name.strip()),
        proxy=environment.get("ESCALATE_PROXY", "").strip(),
        https=environment.get("ESCALATE_HTTPS", "").strip().lower() in ("1", "true", "yes"),
        environment=dict(environment),
    )


def check_address(settings: Settings) -> None:
    """Nothing when the server may listen there. Raises InputError for an open address without users."""
    if not is_loopback(settings.host) and not settings.has_users:
        raise InputError(
            f"No users are configured, so everybody who can reach {settings.host} could read all conversations; without"
            " users the page is served on 127.0.0.1 only.",
            do="Set ESCALATE_USERS=name:password or ESCALATE_USERS_FILE, or leave --host out.",
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _number(environment: Mapping[str, str], name: str, default: int, *, least: int = 1) -> int:
    text = environment.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= 1_000_000:
        raise InputError(f"{name} is “{text}”, which is no number from {least} on.", do=f"Set it to {default}, say.")
    return int(text)
