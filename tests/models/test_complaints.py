"""What vendors complain of, in our tree."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.models.complaints import complaint_in, error_for, retry_after_seconds
from schemas.errors import (
    ContextTooLong,
    ModelError,
    Overloaded,
    RateLimited,
    RequestRejected,
    SchemaRejected,
    ServerFault,
    UnknownModel,
    WrongCredentials,
)

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SECRET = "sk-secret-0123456789"


def named(status: int | None, body: object) -> ModelError:
    """The error for this status and body."""
    complaint = complaint_in(body, status=status, headers={}, secret=SECRET)
    return error_for(complaint, author="openai:gpt-4o", structured=True)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("1", 1.0),
        ("2.5", 2.5),
        ("0", 0.0),
        ("-5", 0.0),
        ("1e9", 1e9),
        ("Tue, 24 Nov 2026 12:01:00 GMT", 60.0),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0.0),
        ("nan", None),
        ("inf", None),
        ("soon", None),
        ("", None),
        ("Mon, 99 Foo 2026", None),
    ],
)
def test_retry_after_is_read_in_every_form(value: str, seconds: float | None) -> None:
    """Seconds and dates are read, never below zero; garbage counts as absent."""
    assert retry_after_seconds({"retry-after": value}, now=NOW) == seconds


def test_the_vendors_own_milliseconds_come_first() -> None:
    """The finer header wins."""
    assert retry_after_seconds({"retry-after": "9", "retry-after-ms": "250"}, now=NOW) == 0.25


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (400, {"error": {"message": "max_tokens: must be positive"}}, RequestRejected),
        (400, {"error": {"message": "output_config.format is not supported"}}, SchemaRejected),
        (400, {"error": {"message": "Invalid schema for response_format 'Note'"}}, SchemaRejected),
        (400, {"error": {"code": "context_length_exceeded", "message": "too big"}}, ContextTooLong),
        (400, {"error": {"message": "prompt is too long: 210000 tokens"}}, ContextTooLong),
        (400, {"error": {"message": "Your credit balance is too low"}}, WrongCredentials),
        (401, {"error": {"message": "bad key"}}, WrongCredentials),
        (402, {}, WrongCredentials),
        (403, "forbidden", WrongCredentials),
        (404, {"error": {"message": "no such model"}}, UnknownModel),
        (408, {}, ServerFault),
        (413, {}, ContextTooLong),
        (422, {"detail": "bad"}, RequestRejected),
        (429, {"error": {"message": "slow down"}}, RateLimited),
        (429, {"error": {"code": "insufficient_quota", "message": "…"}}, WrongCredentials),
        (500, "<html>", ServerFault),
        (503, {}, Overloaded),
        (529, {}, Overloaded),
        (None, {"type": "error", "error": {"type": "overloaded_error", "message": "…"}}, Overloaded),
        (None, {"error": {"type": "authentication_error"}}, WrongCredentials),
        (None, {"error": {"code": 400, "message": "bad"}}, RequestRejected),
        (None, {"error": "something"}, ServerFault),
        (None, {"error": {"type": "server_error"}}, ServerFault),
    ],
)
def test_each_complaint_has_its_class(status: int | None, body: object, expected: type[ModelError]) -> None:
    """The exact class, by status, by the body's type, and by its words."""
    assert type(named(status, body)) is expected


def test_a_page_of_a_proxy_is_not_quoted() -> None:
    """HTML never gets into a message."""
    assert "<" not in str(named(502, "<html><body>Bad Gateway</body></html>"))


def test_keys_are_never_quoted() -> None:
    """Neither our key nor anything that looks like one survives."""
    message = str(named(500, {"error": {"message": f"key {SECRET} or sk-proj-abc***xyz is\nwrong"}}))
    assert "wrong" in message
    assert "sk-" not in message


def test_without_a_structure_a_bad_request_is_no_schema_trouble() -> None:
    """Plain text cannot be refused for its schema."""
    complaint = complaint_in({"error": {"message": "bad tool"}}, status=400, headers={}, secret="")
    assert type(error_for(complaint, author="a", structured=False)) is RequestRejected
