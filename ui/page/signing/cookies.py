"""The cookie that says who signed in: signed, good for some hours, void after signing out or a new password."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from schemas.errors import InputError
from ui.page.settings import Settings
from ui.page.signing.people import People

SHORTEST_SECRET = 16
LONGEST_VALUE = 1_000


class Passes:
    """Issues and reads the cookie."""

    def __init__(self, secret: bytes, people: People, *, lasts_s: int, https: bool, clock: Callable[[], float]) -> None:
        """clock: seconds since the epoch."""
        self._secret = secret
        self._people = people
        self._lasts_s = lasts_s
        self._https = https
        self._clock = clock
        self._void: dict[str, float] = {}
        # Cookies do not know ports: two servers on one machine must not overwrite each other's.
        mark = hashlib.sha256(secret).hexdigest()[:8]
        self._name = f"{'__Host-' if https else ''}escalate-{mark}"

    def issued(self, name: str) -> str:
        """A Set-Cookie header for somebody who has just signed in."""
        claims = {"who": name, "until": int(self._clock()) + self._lasts_s, "nonce": secrets.token_urlsafe(12)}
        body = _encoded(json.dumps(claims).encode())
        return self._header(f"{body}.{self._signature(body, name)}", self._lasts_s)

    def cleared(self) -> str:
        """A Set-Cookie header that takes the cookie away."""
        return self._header("", 0)

    def who(self, cookies: str) -> str | None:
        """The user for whom a Cookie header stands; None when it stands for nobody."""
        claims = self._claims(cookies)
        return None if claims is None else str(claims["who"])

    def void(self, cookies: str) -> None:
        """Let the cookie stand for nobody from now on."""
        claims, now = self._claims(cookies), self._clock()
        self._void = {nonce: until for nonce, until in self._void.items() if until > now}
        if claims is not None:
            self._void[str(claims["nonce"])] = float(str(claims["until"]))

    def _claims(self, cookies: str) -> dict[str, object] | None:
        value = _value(cookies, self._name)
        body, dot, signature = value.partition(".")
        if not dot or len(value) > LONGEST_VALUE:
            return None
        try:
            claims = json.loads(_decoded(body))
        except (ValueError, binascii.Error):
            return None
        if not isinstance(claims, dict) or not all(key in claims for key in ("who", "until", "nonce")):
            return None
        if not hmac.compare_digest(self._signature(body, str(claims["who"])), signature):
            return None
        expired = not isinstance(claims["until"], int) or claims["until"] <= self._clock()
        return None if expired or claims["nonce"] in self._void else claims

    def _signature(self, body: str, name: str) -> str:
        """Signs the body together with the person's password hash; nobody's signature fits nothing."""
        mark = self._people.mark(name)
        key = self._secret if mark is not None else secrets.token_bytes(32)
        return _encoded(hmac.digest(key, f"{body}\n{mark}".encode(), "sha256"))

    def _header(self, value: str, lasts_s: int) -> str:
        secure = "; Secure" if self._https else ""
        return f"{self._name}={value}; Path=/; Max-Age={lasts_s}; HttpOnly; SameSite=Lax{secure}"


def passes_of(settings: Settings, people: People) -> Passes:
    """The passes of a server. Raises InputError for a secret that is too short to be one."""
    secret = settings.secret.encode() if settings.secret else _kept_secret()
    if len(secret) < SHORTEST_SECRET:
        raise InputError(
            f"ESCALATE_SECRET has fewer than {SHORTEST_SECRET} characters.", do="Use a long random one, or none."
        )
    return Passes(secret, people, lasts_s=settings.signed_in_s, https=settings.https, clock=time.time)


def _kept_secret() -> bytes:
    """This machine's own secret, made when it is first needed and readable by its owner alone."""
    from platformdirs import user_data_path

    path: Path = user_data_path("escalation-assistant", appauthor=False, ensure_exists=True) / "page-secret"
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(opened, "wb") as file:
        secret = secrets.token_hex(32).encode()
        file.write(secret)
    return secret


def _value(cookies: str, name: str) -> str:
    """The cookie's value. One that comes twice is nobody's: somebody else may have set one of them."""
    pairs = [pair.strip().partition("=") for pair in cookies.split(";")]
    values = [value for key, _, value in pairs if key == name]
    return values[0] if len(values) == 1 else ""


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
