"""Texts as they lie in the database: compressed, and refused when a single bit changed."""

from __future__ import annotations

import hashlib
import re
import zlib

from schemas.errors import DamagedState, InputError

_SEAL_BYTES = 16
_LARGEST_BYTES = 64 * 1024 * 1024
"""Nothing that the assistant writes comes near it; a forged row must not fill the memory."""
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_NAME = re.compile(r"[!-~]{1,200}")


def pack(text: str) -> bytes:
    """The text sealed and compressed; any Python string comes back unchanged, lone surrogates too."""
    return seal(text.encode("utf-8", "surrogatepass"))


def unpack(data: bytes) -> str:
    """The text that `pack` was given. Raises DamagedState when the bytes are not what was written."""
    try:
        return unseal(data).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise damaged("its text cannot be read") from error


def seal(content: bytes) -> bytes:
    """The content compressed, behind a digest of what follows."""
    packed = zlib.compress(content, 6)
    return _digest(packed) + packed


def unseal(data: bytes) -> bytes:
    """The content that `seal` was given. Raises DamagedState when the bytes are not what was written."""
    data = bytes(data)
    packed = data[_SEAL_BYTES:]
    if _digest(packed) != data[:_SEAL_BYTES]:
        raise damaged("its digest does not match")
    reader = zlib.decompressobj()
    try:
        content = reader.decompress(packed, _LARGEST_BYTES)
    except zlib.error as error:
        raise damaged("it cannot be decompressed") from error
    if not reader.eof:
        raise damaged("it is cut off or far too large")
    return content


def address(text: str) -> str:
    """The name of a content within its conversation: equal texts have equal names."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


def label(text: str) -> str:
    """A short text as both databases can hold and compare it: no NUL, no half characters."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def name(text: str, *, what: str) -> str:
    """The text again if it can name a row: 1 to 200 visible ASCII characters. Raises InputError otherwise."""
    if not _NAME.fullmatch(text):
        raise InputError(
            f"{what} {text[:40]!r} cannot be used.", do="Give 1 to 200 letters, digits or signs without spaces."
        )
    return text


def damaged(why: str) -> DamagedState:
    """The error for a row that is not what was written."""
    return DamagedState(f"A stored row is damaged: {why}.", do="Restore the store from a backup, or start over.")


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_SEAL_BYTES).digest()
