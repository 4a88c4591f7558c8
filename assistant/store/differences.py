"""A text as its difference from a similar one: a small edit of a large document takes little room."""

from __future__ import annotations

import zlib

from assistant.store.packing import damaged, seal, unseal

_PIECE_BYTES = 16 * 1024
_WINDOW_BYTES = 24 * 1024
_BEFORE_BYTES = 4 * 1024
"""Each piece is given the base around its own place: zlib looks back 32 KB, and an edit moves what follows."""
_COUNT_BYTES = 4


def pack_against(text: str, *, base: str) -> bytes:
    """The text sealed, with whatever it shares with `base` near the same place left out."""
    content, other = _encoded(text), _encoded(base)
    parts = []
    for start in range(0, len(content), _PIECE_BYTES):
        writer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, 0, _window(other, start))
        piece = writer.compress(content[start : start + _PIECE_BYTES]) + writer.flush()
        parts.append(len(piece).to_bytes(_COUNT_BYTES, "big") + piece)
    return seal(b"".join(parts))


def unpack_against(data: bytes, *, base: str) -> str:
    """The text that `pack_against` was given. Raises DamagedState when the bytes or the base are not the same."""
    parts, other = unseal(data), _encoded(base)
    content = b""
    while parts:
        end = _COUNT_BYTES + int.from_bytes(parts[:_COUNT_BYTES], "big")
        reader = zlib.decompressobj(zlib.MAX_WBITS, zdict=_window(other, len(content)))
        try:
            content += reader.decompress(parts[_COUNT_BYTES:end], _PIECE_BYTES)
        except zlib.error as error:
            raise damaged("it does not fit what it leans on") from error
        parts = parts[end:]
    try:
        return content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise damaged("its text cannot be read") from error


def _window(base: bytes, start: int) -> bytes:
    first = max(0, start - _BEFORE_BYTES)
    return base[first : first + _WINDOW_BYTES]


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
