"""Rows 10 to 15: streams that stall, break, end too early, carry errors or garbage, or are no streams at all."""

from __future__ import annotations

import random
from collections.abc import Callable

from assistant.models.protocol import Limits
from evals.faults.bench import asked, facing
from evals.faults.row import Outcome, Row, Trial
from evals.faults.runs import EITHER, FAILS, HEALS, healed, lasting, right
from evals.vendor import wires
from evals.vendor.faults import Cut, ErrorEvent, Rewritten, Stalls, Status
from evals.vendor.script import Ask
from schemas.errors import (
    ContextTooLong,
    ModelError,
    Overloaded,
    RateLimited,
    RequestRejected,
    ServerFault,
    StreamBroken,
    WrongCredentials,
)

IDLE_S = 0.1
Rewrite = Callable[[random.Random, Ask, list[bytes]], list[bytes]]


async def stalled(trial: Trial) -> Outcome:
    fault = trial.pick([Stalls(after_events=6), Stalls(after_events=6, ping_s=0.01)])
    async with facing(trial, right, faults={1: fault}) as at:
        seen = await at.observed(asked(limits=Limits(deadline_s=20, idle_s=IDLE_S)))
    kept = [(bool(seen.voided), "the partial answer was not shown"), (seen.restarts == 1, "no restart")]
    return seen.outcome(kept=kept)


async def cut(trial: Trial) -> Outcome:
    """Cut at a random byte: for good in every other run, else once."""
    chance = trial.chance
    how = chance.choice(["close", "reset"])
    if trial.run % 2:
        return await healed(trial, Cut(at_byte=chance.randrange(2**30), how=how))
    async with facing(trial, right, faults=lambda ask: Cut(at_byte=chance.randrange(2**30), how=how)) as at:
        seen = await at.observed(asked())
    kept = [(seen.reply is None, "something was accepted")]
    return seen.outcome(typed=[StreamBroken, ServerFault], kept=kept)


def _without_end(ask: Ask, events: list[bytes]) -> list[bytes]:
    """What is left when the end mark, and in turn what comes before it, does not come."""
    return [b"".join(events[: -(1 + ask.number % 2)])]


async def no_end_mark(trial: Trial) -> Outcome:
    fault = Rewritten(rewrite=_without_end)
    if trial.run % 2:
        return await healed(trial, fault, after=1 + trial.run % 3)
    return await lasting(trial, fault, StreamBroken, most_calls=4)


async def error_event(trial: Trial) -> Outcome:
    openai = trial.vendor == "openai"
    kind = trial.pick(
        ["server_error", "rate_limit_exceeded"] if openai else ["overloaded_error", "api_error", "rate_limit_error"]
    )
    return await healed(trial, ErrorEvent(kind=kind, after_events=trial.chance.randrange(2, 8)))


async def lasting_error_event(trial: Trial) -> Outcome:
    kinds: list[tuple[str, type[ModelError], int]] = [
        ("authentication_error", WrongCredentials, 1),
        ("invalid_request_error", RequestRejected, 1),
        ("request_too_large", ContextTooLong, 1),
        ("rate_limit_error", RateLimited, 6),
        ("overloaded_error", Overloaded, 4),
    ]
    kind, typed, most_calls = trial.pick(kinds)
    return await lasting(trial, ErrorEvent(kind=kind), typed, most_calls=most_calls)


def _bytewise(chance: random.Random, ask: Ask, events: list[bytes]) -> list[bytes]:
    return [bytes([byte]) for byte in b"".join(events)]


def _split_anywhere(chance: random.Random, ask: Ask, events: list[bytes]) -> list[bytes]:
    body = b"".join(events)
    places = sorted(chance.randrange(len(body)) for _ in range(40))
    return [body[start:end] for start, end in zip([0, *places], [*places, len(body)], strict=True)]


def _crlf(chance: random.Random, ask: Ask, events: list[bytes]) -> list[bytes]:
    ending = chance.choice([b"\r\n", b"\r"])
    return _split_anywhere(chance, ask, [event.replace(b"\n", ending) for event in events])


def _marked(chance: random.Random, ask: Ask, events: list[bytes]) -> list[bytes]:
    return _split_anywhere(chance, ask, [b"\xef\xbb\xbf", *events])


def _with_pings(chance: random.Random, ask: Ask, events: list[bytes]) -> list[bytes]:
    ping = wires.named("ping", {}) if ask.vendor == "anthropic" else b""
    noise = [ping, b": keep-alive\n\n", b"retry: 10\n", b"unknown: field\n", b"\n\n\n"]
    return [b"".join(chance.choices(noise, k=chance.randrange(50))) + event for event in events]


def _numbered_twice(chance: random.Random, ask: Ask, events: list[bytes]) -> list[bytes]:
    """Every event has an id, and some are sent twice."""
    numbered = [b"id: %d\n" % number + event for number, event in enumerate(events)]
    return [event * chance.choice([1, 2]) for event in numbered]


def _not_utf8(chance: random.Random, ask: Ask, events: list[bytes]) -> list[bytes]:
    place = chance.randrange(len(events))
    return [*events[:place], b"data: \xff\xfe\x00\n\n", *events[place:-1]]


def _not_json(chance: random.Random, ask: Ask, events: list[bytes]) -> list[bytes]:
    place = chance.randrange(len(events))
    junk = chance.choice([b"data: {\n\n", b"data: null\n\n", b"data: [1]\n\n", b"data: 7\n\n", b"data: <html>\n\n"])
    return [*events[:place], junk, *events[place:]]


def _opening_twice(chance: random.Random, ask: Ask, events: list[bytes]) -> list[bytes]:
    """An event that may come once comes twice; OpenAI has none, so there the answer goes on after its end."""
    if ask.vendor == "anthropic":
        return [events[0], *events]
    return [*events[:-2], events[1], *events[-2:]]


def _out_of_order(chance: random.Random, ask: Ask, events: list[bytes]) -> list[bytes]:
    """The end comes before the answer."""
    return [*events[-2:], *events[:-2]]


SOUND: tuple[Rewrite, ...] = (_bytewise, _split_anywhere, _crlf, _marked, _with_pings, _numbered_twice)
GARBLED: tuple[Rewrite, ...] = (_not_utf8, _not_json, _opening_twice, _out_of_order)


async def odd_but_sound(trial: Trial) -> Outcome:
    """Streams that say the right thing in an odd way are read at the first call."""
    chance, rewrite = trial.chance, trial.pick(SOUND)
    fault = Rewritten(rewrite=lambda ask, events: rewrite(chance, ask, events))
    async with facing(trial, right, faults=lambda ask: fault) as at:
        seen = await at.observed(asked())
    return seen.outcome(kept=[(seen.restarts == 0, f"{rewrite.__name__}: {seen.restarts} restarts")])


async def garbled(trial: Trial) -> Outcome:
    chance, rewrite = trial.chance, trial.pick(GARBLED)
    return await healed(trial, Rewritten(rewrite=lambda ask, events: rewrite(chance, ask, events)))


async def no_stream(trial: Trial) -> Outcome:
    return await healed(trial, trial.pick(NO_STREAMS))


async def no_stream_ever(trial: Trial) -> Outcome:
    async with facing(trial, right, faults=lambda ask: trial.pick(NO_STREAMS)) as at:
        seen = await at.observed(asked())
    kept = [(seen.reply is None, "something was accepted")]
    return seen.outcome(typed=[ServerFault, StreamBroken], kept=kept)


NO_STREAMS = [
    Status(status=200, body=b"<html><body>Sign in</body></html>", content_type="text/html"),
    Status(status=200, body=b"null"),
    Status(status=200, body=b"", content_type="text/event-stream"),
    Status(status=200, body=b""),
    Status(status=200, body=b'{"id": 1, "choices": 5, "content": null}'),
    Status(status=200, body=b"data: null\n\n", content_type="text/event-stream"),
    Status(status=200, body=b'data: {"choices": 5, "type": "message_start"}\n\n', content_type="text/event-stream"),
]

STREAM_ROWS: tuple[Row, ...] = (
    Row(number="10", fault="stream stalls midway", run=stalled, expects=HEALS, least_runs=2),
    Row(number="11", fault="stream cut at a random byte", run=cut, expects=EITHER, least_runs=20),
    Row(number="12", fault="clean end without the end mark", run=no_end_mark, expects=EITHER, least_runs=6),
    Row(number="13", fault="error event in the stream", run=error_event, expects=HEALS, least_runs=3),
    Row(number="13b", fault="the same, for good", run=lasting_error_event, expects=FAILS, least_runs=5),
    Row(number="14", fault="odd but sound events", run=odd_but_sound, expects=HEALS, least_runs=60),
    Row(number="14b", fault="garbled events", run=garbled, expects=HEALS, least_runs=40),
    Row(number="15", fault="200 without a stream", run=no_stream, expects=HEALS, least_runs=7),
    Row(number="15b", fault="the same, for good", run=no_stream_ever, expects=FAILS, least_runs=7),
)
