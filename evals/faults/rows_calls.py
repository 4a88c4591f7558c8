"""Rows 1, 2 and 5 to 9: calls that are refused, fail before the answer begins, or never answer."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from typing import Any

from assistant.models.protocol import Limits
from evals.faults.bench import KEY, asked, desk, facing
from evals.faults.row import Outcome, Row, Trial
from evals.faults.runs import EITHER, FAILS, HEALS, healed, lasting, right
from evals.vendor.faults import Cut, Status, drop, hang, reset
from evals.vendor.server import VendorServer
from schemas.errors import (
    ContextTooLong,
    DeadlineExceeded,
    RateLimited,
    RequestRejected,
    ServerFault,
    UnknownModel,
    WrongCredentials,
)


async def rate_limited(trial: Trial) -> Outcome:
    times = trial.pick([1, 2])
    limited = Status(status=429, kind="rate_limit_error", retry_after="1")
    async with facing(trial, right, faults=dict.fromkeys(range(1, times + 1), limited)) as at:
        seen = await at.observed(asked())
        slept = sum(at.clock.slept)
    return seen.outcome(kept=[(times <= slept <= times + 1, f"waited {slept:.2f} s for {times} x 1 s")])


async def odd_retry_after(trial: Trial) -> Outcome:
    in_an_hour = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    value, too_long = trial.pick(
        [
            ("60", True),
            ("3600", True),
            (in_an_hour, True),
            ("1e9", True),
            ("soon", False),
            ("-5", False),
            ("nan", False),
        ]
    )
    limited = Status(status=429, kind="rate_limit_error", retry_after=value)
    async with facing(trial, right, faults={1: limited}) as at:
        seen = await at.observed(asked(limits=Limits(deadline_s=30)))
        slept, calls = sum(at.clock.slept), len(at.requests)
    kept = [(slept < 30, f"slept {slept:.0f} s"), (calls == (1 if too_long else 2), f"{calls} calls")]
    kept.append((seen.seconds < 1, f"gave up after {seen.seconds:.1f} s"))
    return seen.outcome(typed=[RateLimited], kept=kept)


async def server_fault(trial: Trial) -> Outcome:
    page = b"<!doctype html><html><body>502 Bad Gateway</body></html>"
    fault = trial.pick(
        [
            Status(status=500),
            Status(status=502, body=page, content_type="text/html"),
            Status(status=503, kind="overloaded_error"),
            Status(status=504, body=b"", content_type="text/plain"),
            Status(status=529, kind="overloaded_error"),
        ]
    )
    return await healed(trial, fault, after=1 + trial.run % 3)


async def lasting_server_fault(trial: Trial) -> Outcome:
    page = b"<html>502</html>"
    fault, typed = trial.pick(
        [
            (Status(status=500), ServerFault),
            (Status(status=502, body=page, content_type="text/html"), ServerFault),
            (Status(status=529, kind="overloaded_error"), RateLimited),
        ]
    )
    return await lasting(trial, fault, typed, most_calls=4)


async def refused_for_good(trial: Trial) -> Outcome:
    said = f"Incorrect API key provided: {KEY}."
    status, kind, typed = trial.pick(
        [
            (400, "invalid_request_error", RequestRejected),
            (401, "authentication_error", WrongCredentials),
            (402, "billing_error", WrongCredentials),
            (403, "permission_error", WrongCredentials),
            (404, "not_found_error", UnknownModel),
            (413, "request_too_large", ContextTooLong),
        ]
    )
    fault = Status(status=status, kind=kind, message=said)
    return await lasting(trial, fault, typed, most_calls=1)


async def dropped(trial: Trial) -> Outcome:
    return await healed(trial, trial.pick([drop, reset]), after=1 + trial.run % 2)


async def nobody_listens(trial: Trial) -> Outcome:
    """Nobody listens on the port until the first wait."""
    async with VendorServer(right) as gone:
        port, base_url = gone.port, gone.base_url(trial.vendor)
    async with AsyncExitStack() as stack:
        late = VendorServer(right, port=port)
        starting = partial(stack.enter_async_context, late)
        at = await stack.enter_async_context(desk(trial.vendor, base_url, on_wait=starting))
        seen = await at.observed(asked())
    return seen.outcome(kept=[(seen.restarts == 1, f"{seen.restarts} restarts")])


async def no_such_host(trial: Trial) -> Outcome:
    """The name is not resolved the first time."""
    import httpx2

    class Unresolved(httpx2.AsyncHTTPTransport):
        asked = 0

        async def handle_async_request(self, request: Any) -> Any:
            self.asked += 1
            if self.asked == 1:
                raise httpx2.ConnectError("[Errno -2] Name or service not known", request=request)
            return await super().handle_async_request(request)

    async with facing(trial, right, transport=Unresolved(verify=False)) as at:
        seen = await at.observed(asked())
    return seen.outcome(kept=[(seen.restarts == 1, f"{seen.restarts} restarts")])


async def short_body(trial: Trial) -> Outcome:
    return await healed(trial, Cut(at_byte=trial.chance.randrange(10_000), how="short"))


async def no_answer(trial: Trial) -> Outcome:
    async with facing(trial, right, faults=lambda ask: hang) as at:
        seen = await at.observed(asked(limits=Limits(deadline_s=0.3)))
    return seen.outcome(typed=[DeadlineExceeded], kept=[(seen.reply is None, "something was accepted")])


CALL_ROWS: tuple[Row, ...] = (
    Row(number="1", fault="429 with Retry-After 1 s", run=rate_limited, expects=HEALS, least_runs=2),
    Row(number="2", fault="429 with an odd Retry-After", run=odd_retry_after, expects=EITHER, least_runs=7),
    Row(number="5", fault="500, 502 with HTML, 503, 504, 529", run=server_fault, expects=HEALS, least_runs=15),
    Row(number="5b", fault="the same, for good", run=lasting_server_fault, expects=FAILS, least_runs=3),
    Row(number="6", fault="400, 401, 402, 403, 404, 413", run=refused_for_good, expects=FAILS, least_runs=6),
    Row(number="7", fault="dropped or reset before headers", run=dropped, expects=HEALS, least_runs=4),
    Row(number="7b", fault="connection refused", run=nobody_listens, expects=HEALS),
    Row(number="7c", fault="host not found", run=no_such_host, expects=HEALS),
    Row(number="8", fault="body shorter than its length", run=short_body, expects=HEALS),
    Row(number="9", fault="no answer ever", run=no_answer, expects=FAILS),
)
