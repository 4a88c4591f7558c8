"""Password hashes: scrypt from the standard library, with its cost and salt beside it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass

COST, BLOCK, PARALLEL = 1 << 14, 8, 1
"""Some 16 MiB and 50 ms for one try."""
COSTLIEST = 1 << 17
SALT_BYTES, HASH_BYTES = 16, 32


@dataclass(frozen=True)
class Hash:
    """One password's hash."""

    cost: int
    salt: bytes
    value: bytes

    def __str__(self) -> str:
        parts = (base64.b64encode(part).decode() for part in (self.salt, self.value))
        return "$".join(("scrypt", str(self.cost), *parts))

    def fits(self, password: str) -> bool:
        """Whether it is this password's, in a time that does not tell."""
        return hmac.compare_digest(_derived(password, self.salt, self.cost), self.value)


def hash_of(password: str) -> Hash:
    """The hash of a password with a new salt."""
    salt = secrets.token_bytes(SALT_BYTES)
    return Hash(COST, salt, _derived(password, salt, COST))


def parsed(text: str) -> Hash | None:
    """The hash as `str` writes it; None for any other text."""
    parts = text.strip().split("$")
    if len(parts) != 4 or parts[0] != "scrypt" or not (parts[1].isascii() and parts[1].isdigit()):
        return None
    cost = int(parts[1])
    try:
        salt, value = (base64.b64decode(part, validate=True) for part in parts[2:])
    except binascii.Error:
        return None
    sound = 1 << 10 <= cost <= COSTLIEST and cost & (cost - 1) == 0 and len(value) == HASH_BYTES and salt
    return Hash(cost, salt, value) if sound else None


def _derived(password: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"),
        salt=salt,
        n=cost,
        r=BLOCK,
        p=PARALLEL,
        maxmem=256 * cost * BLOCK,
        dklen=HASH_BYTES,
    )
