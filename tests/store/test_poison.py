"""Poisoned rows: crafted values that would run code elsewhere run none here."""

from __future__ import annotations

import itertools
import json
import pickle
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import ormsgpack
import pytest
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

from assistant.store import Conversation, Store
from assistant.store.packing import seal
from assistant.store.sealing import FORM, SealedSerializer
from schemas.errors import DamagedState

Talk = Callable[..., Awaitable[None]]
At = Callable[..., dict[str, Any]]
SQLITE = (("writes", "value", "checkpoint_id"), ("checkpoints", "checkpoint", "checkpoint_id"))
POSTGRES = (("checkpoint_writes", "blob", "checkpoint_id"), ("checkpoint_blobs", "blob", "version"))


class Touch:
    """An object whose unpickling makes a file."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Any, ...]:
        """What pickle calls."""
        return Path.touch, (self.marker,)


def _callables(marker: Path) -> list[tuple[str, str, object]]:
    """Module, name and argument of things that make the marker file when called."""
    return [
        ("os", "system", f"touch {marker}"),
        ("subprocess", "getoutput", f"touch {marker}"),
        ("builtins", "exec", f"open({str(marker)!r}, 'w')"),
        ("builtins", "eval", f"open({str(marker)!r}, 'w')"),
        ("os", "mkdir", str(marker)),
        ("pickle", "loads", pickle.dumps(Touch(marker))),
    ]


def _extensions(marker: Path) -> Iterator[tuple[str, ormsgpack.Ext]]:
    """A value of every kind that the serializer knows, each calling one of the callables."""
    for module, name, argument in _callables(marker):
        shapes: dict[int, tuple[object, ...]] = {
            0: (module, name, argument),
            1: (module, name, (argument,)),
            2: (module, name, {"command": argument}),
            3: ("pathlib", "Path", str(marker), "touch"),
            4: (module, name, {"cmd": argument}),
            5: (module, name, {"cmd": argument}, "model_validate_json"),
        }
        for code, shape in shapes.items():
            yield f"{code}:{module}.{name}", ormsgpack.Ext(code, ormsgpack.packb(shape))


def _wrappings(poison: ormsgpack.Ext) -> Iterator[tuple[str, object]]:
    """The poison alone, and inside everything that may hold it."""
    interrupt = ormsgpack.packb(("langgraph.types", "Interrupt", {"value": poison, "id": "x"}))
    inner = ormsgpack.packb(("builtins", "set", (poison,)))
    yield "alone", poison
    yield "in a dict", {"channel_values": {"a": poison}}
    yield "in a list", [1, [poison]]
    yield "in an Interrupt", ormsgpack.Ext(2, interrupt)
    yield "in a set", ormsgpack.Ext(0, inner)
    yield "in a snapshot", ormsgpack.Ext(7, ormsgpack.packb(poison))


def _msgpack(marker: Path) -> Iterator[tuple[str, bytes]]:
    for (name, poison), index in itertools.product(_extensions(marker), range(6)):
        where, value = list(_wrappings(poison))[index]
        yield f"{name} {where}", ormsgpack.packb(value)


def _json(marker: Path) -> Iterator[tuple[str, bytes]]:
    for (module, name, argument), version in itertools.product(_callables(marker)[:4], (1, 2)):
        value = {"lc": version, "type": "constructor", "id": [module, name], "args": [argument], "kwargs": {}}
        yield f"lc {version} {module}.{name}", json.dumps({"a": [value]}).encode()


def _rows(marker: Path) -> list[tuple[str, str, bytes]]:
    """Every payload as a raw row, and inside a seal that an attacker computed as we do."""
    payloads = [("msgpack", *payload) for payload in _msgpack(marker)]
    payloads += [("json", *payload) for payload in _json(marker)]
    payloads += [("pickle", "pickle", pickle.dumps(Touch(marker)))]
    raw = [(f"raw {kind} {name}", kind, content) for kind, name, content in payloads]
    sealed = [
        (f"sealed {kind} {name}", FORM, seal(json.dumps([kind, ""]).encode() + b"\n" + content))
        for kind, name, content in payloads
    ]
    return raw + sealed


def test_the_poison_works_where_nothing_stops_it(tmp_path: Path) -> None:
    """The permissive serializer makes the marker: these payloads are live."""
    marker = tmp_path / "marker"
    permissive = JsonPlusSerializer(allowed_msgpack_modules=True, pickle_fallback=True)
    made = 0
    for name, kind, content in _rows(marker):
        if name.startswith(("raw msgpack", "raw pickle")):
            permissive.loads_typed((kind, content))
            made += marker.exists()
            if marker.is_dir():
                marker.rmdir()
            marker.unlink(missing_ok=True)
    assert made >= 40


def test_no_poisoned_value_runs_code(tmp_path: Path) -> None:
    """Each of over four hundred payloads is refused, and none makes the marker."""
    marker = tmp_path / "marker"
    serializer = SealedSerializer()
    poisoned = _rows(marker)
    assert len(poisoned) >= 400
    for name, kind, content in poisoned:
        with pytest.raises(DamagedState):
            serializer.loads_typed((kind, content))
        assert not marker.exists(), name


async def test_a_poisoned_row_gives_the_checkpoint_before(
    store: Store, conversation: Conversation, graph: Any, talk: Talk, at: At, rows: Any, tmp_path: Path
) -> None:
    """In the newest checkpoint's rows, as a value or as a pending write, poison leads to the older state."""
    await talk(conversation, turns=3)
    marker = tmp_path / "marker"
    pending, values = POSTGRES if rows.is_postgres else SQLITE
    for table, column, order in (pending, values):
        newest = f"{order} = (SELECT max({order}) FROM {table})"  # noqa: S608
        kept = rows.run(f"SELECT type, {column} FROM {table} WHERE {newest}")[0]  # noqa: S608
        for _, kind, content in _rows(marker)[::29]:
            rows.run(f"UPDATE {table} SET type = ?, {column} = ? WHERE {newest}", kind, content)  # noqa: S608
            state = await graph.aget_state(at(conversation))
            assert (state.values["given"], marker.exists()) == (["answer 0"], False)
        rows.run(f"UPDATE {table} SET type = ?, {column} = ? WHERE {newest}", *kept)  # noqa: S608


def test_a_value_of_the_graphs_state_is_built(tmp_path: Path) -> None:
    """What a compiled graph allows comes back as its type; the plain serializer does not build it."""
    serializer = SealedSerializer()
    wider = serializer.with_msgpack_allowlist([("fractions", "Fraction")])
    stored = (FORM, seal(b'["msgpack", ""]\n' + ormsgpack.packb(_fraction())))
    assert str(wider.loads_typed(stored)) == "3/4"
    with pytest.raises(DamagedState):
        serializer.loads_typed(stored)


def _fraction() -> ormsgpack.Ext:
    return ormsgpack.Ext(1, ormsgpack.packb(("fractions", "Fraction", (3, 4))))


def test_a_permissive_langgraph_is_refused(tmp_path: Path) -> None:
    """Imported before us without its switch, LangGraph is not trusted with the store's rows."""
    program = f"""
import asyncio, langgraph.checkpoint.serde.jsonplus
from assistant.store import open_store
async def main():
    async with open_store({str(tmp_path / "s.sqlite")!r}) as store:
        await store.checkpointer()
asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env={})
    assert "StoreError: LangGraph was loaded in its permissive mode" in done.stderr
