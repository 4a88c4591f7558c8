"""Checkpoint values as they lie in the database: sealed, of a known form, and looked through before they are built."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import ormsgpack
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

from assistant.store.packing import damaged, seal, unseal

FORM = "sealed-1"
"""The stored type of every value that this program writes; any other row is not ours."""
_KINDS = ("null", "bytes", "bytearray", "msgpack")
_METHOD, _SNAPSHOT, _LAST_CONSTRUCTOR = 3, 7, 5
_METHODS = {("datetime", "datetime", "fromisoformat")}
_ALLOWED = {
    *(("datetime", kind) for kind in ("datetime", "date", "time", "timedelta", "timezone")),
    ("uuid", "UUID"),
    ("decimal", "Decimal"),
    ("builtins", "set"),
    ("builtins", "frozenset"),
    ("collections", "deque"),
    *(("langgraph.types", kind) for kind in ("Send", "Interrupt", "Command", "Overwrite", "TimeoutPolicy")),
}
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, ImportError, RecursionError, OverflowError)


@dataclass(frozen=True)
class Labelled:
    """A value that is stored together with where it belongs, so that a misplaced row is noticed."""

    label: str
    value: Any


class SealedSerializer(JsonPlusSerializer):
    """LangGraph's own serializer in strict mode, inside a seal.

    Only plain values, LangGraph's own types and the types of a compiled graph's state are ever built. LangGraph
    would skip a type it does not know and hand its arguments over in silence; here the row counts as damaged.
    """

    def __init__(self) -> None:
        super().__init__(allowed_msgpack_modules=None)
        self._buildable = frozenset[tuple[str, ...]](_ALLOWED)

    def with_msgpack_allowlist(self, extra_allowlist: Iterable[tuple[str, ...] | type]) -> SealedSerializer:
        """The serializer that also builds the types of a graph's state; the graph's compilation asks for it."""
        extra = tuple(
            (kind.__module__, kind.__name__) if isinstance(kind, type) else tuple(kind) for kind in extra_allowlist
        )
        wider = super().with_msgpack_allowlist(extra)
        assert isinstance(wider, SealedSerializer)  # noqa: S101
        wider._buildable = self._buildable | frozenset(extra)
        return wider

    def dumps_typed(self, obj: Any) -> tuple[str, bytes]:
        """The form and the sealed bytes of a value; a `Labelled` one keeps its label."""
        label, value = (obj.label, obj.value) if isinstance(obj, Labelled) else ("", obj)
        kind, content = super().dumps_typed(value)
        return FORM, seal(json.dumps([kind, label]).encode() + b"\n" + content)

    def loads_typed(self, data: tuple[str, bytes]) -> Any:
        """The value, `Labelled` if it was stored so.

        Raises DamagedState, and builds nothing, when the row is of another form, was changed, or holds a type that is
        not allowed.
        """
        form, content = data
        if form != FORM:
            raise damaged(f"it has the form {form!r}, not {FORM!r}; a newer program, or none of ours, wrote it")
        head, _, body = unseal(content).partition(b"\n")
        try:
            kind, label = json.loads(head)
            if kind not in _KINDS:
                raise damaged(f"it holds a {kind!r}")
            if kind == "msgpack":
                self._look_through(body)
            value = super().loads_typed((kind, body))
        except _UNREADABLE as error:
            raise damaged("its content cannot be read") from error
        return Labelled(label, value) if label else value

    def _look_through(self, content: bytes) -> None:
        """Raise DamagedState if decoding the content would build a type that is not allowed, at any depth."""
        ormsgpack.unpackb(content, ext_hook=self._look_at, option=ormsgpack.OPT_NON_STR_KEYS)

    def _look_at(self, code: int, content: bytes) -> None:
        inside = ormsgpack.unpackb(content, ext_hook=self._look_at, option=ormsgpack.OPT_NON_STR_KEYS)
        if code == _SNAPSHOT:
            return
        if not (0 <= code <= _LAST_CONSTRUCTOR and isinstance(inside, list | tuple) and len(inside) >= _METHOD):
            raise damaged(f"it holds an unknown kind of value ({code})")
        named = (inside[0], inside[1])
        allowed = (*named, inside[-1]) in _METHODS if code == _METHOD else named in self._buildable
        if not allowed:
            raise damaged(f"it holds a value of the type {named[0]}.{named[1]}, which is not allowed")
