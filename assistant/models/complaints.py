"""What vendors complain of, as exceptions of our own tree: by status, by the body's error type, by its words."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

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

_STATUS_OF_KIND = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "invalid_api_key": 401,
    "billing_error": 402,
    "insufficient_quota": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "model_not_found": 404,
    "request_too_large": 413,
    "context_length_exceeded": 400,
    "rate_limit_error": 429,
    "rate_limit_exceeded": 429,
    "timeout_error": 504,
    "overloaded_error": 529,
}
_NO_MONEY = re.compile(r"credit balance|insufficient.quota|exceeded your current quota|billing", re.IGNORECASE)
_TOO_LONG = re.compile(
    r"context.length|context window|prompt is too long|too many tokens|maximum context|input is too long", re.IGNORECASE
)
_STRUCTURE = re.compile(
    r"response_format|output_config|output_format|json_schema|json_object|schema|grammar|structured output|tool",
    re.IGNORECASE,
)
_KEY_LIKE = re.compile(r"(?:sk|pk|key)-[A-Za-z0-9_*\-]{4,}")
_SHOWN_CHARS = 200


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """A refusal as the vendor worded it."""

    status: int | None
    """HTTP status; None for an error inside a stream, where the kind decides."""
    kinds: tuple[str, ...] = ()
    """Error type and code as the body names them."""
    message: str = ""
    retry_after_s: float | None = None


def complaint_in(body: object, *, status: int | None, headers: Mapping[str, str], secret: str) -> Complaint:
    """The complaint in an error body: an object with `error`, the error itself, text, or a page of a proxy."""
    error = body.get("error", body) if isinstance(body, Mapping) else body
    kinds: tuple[str, ...] = ()
    message = ""
    if isinstance(error, Mapping):
        kinds = tuple(str(error[key]) for key in ("code", "type") if error.get(key) is not None)
        message = str(error.get("message") or "")
        if status is None and isinstance(error.get("code"), int):
            status = int(error["code"])
    elif isinstance(error, str) and not looks_like_html(error):
        message = error
    return Complaint(
        status=status,
        kinds=kinds,
        message=_cleaned(message, secret),
        retry_after_s=retry_after_seconds(headers, now=datetime.now(UTC)),
    )


def error_for(complaint: Complaint, *, author: str, structured: bool) -> ModelError:
    """The exception of our tree.

    structured: whether the request asked for a typed answer in a way that an endpoint might not know.
    """
    status = complaint.status or next(
        (_STATUS_OF_KIND[kind] for kind in complaint.kinds if kind in _STATUS_OF_KIND), 500
    )
    words = " ".join((*complaint.kinds, complaint.message))
    said = f" It said: “{complaint.message}”." if complaint.message else ""
    if status in (400, 413, 422) or 404 < status < 429:
        return _rejection(status, words, said, author=author, structured=structured)
    if status in (401, 402, 403) or (status == 429 and _NO_MONEY.search(words)):
        return _no_entry(status, author)
    if status == 404:
        return UnknownModel(
            f"{author} is not known to its endpoint (404).", do="Check the model's name and the base URL."
        )
    if status == 429:
        return RateLimited(
            f"{author} asks for fewer requests (429).{said}",
            do="Wait a little, or lower the number of calls at once.",
            retry_after_s=complaint.retry_after_s,
        )
    if status in (503, 529):
        return Overloaded(
            f"{author} has no capacity just now ({status}).{said}",
            do="Try again later, or choose another model.",
            retry_after_s=complaint.retry_after_s,
        )
    return ServerFault(f"{author} failed on its side ({status}).{said}", do="Try again later.")


def _rejection(status: int, words: str, said: str, *, author: str, structured: bool) -> ModelError:
    if status in (408, 409, 425):
        return ServerFault(f"{author} could not finish the request ({status}).{said}", do="Try again.")
    if status == 413 or _TOO_LONG.search(words):
        return ContextTooLong(
            f"The request is longer than {author} takes ({status}).{said}",
            do="Shorten the input or choose a larger model.",
        )
    if _NO_MONEY.search(words):
        return _no_entry(status, author)
    if structured and _STRUCTURE.search(words):
        return SchemaRejected(
            f"{author} cannot take the wanted structure ({status}).{said}", do="Choose a newer model."
        )
    return RequestRejected(
        f"{author} refuses the request ({status}).{said}", do="Check the model's name and the limits."
    )


def _no_entry(status: int, author: str) -> WrongCredentials:
    if status in (402, 429, 400):
        return WrongCredentials(
            f"The account behind {author} has no credit left ({status}).", do="Top it up or use another key."
        )
    if status == 403:
        return WrongCredentials(f"The key may not use {author} (403).", do="Check what the key is allowed to do.")
    return WrongCredentials(f"{author} does not accept the key ({status}).", do="Set a valid key in the environment.")


def retry_after_seconds(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """The wish in the Retry-After header in seconds from now, never below 0; None if absent or unreadable.

    Read: seconds, an HTTP date, and the vendors' own `retry-after-ms`.
    """
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return max(0.0, milliseconds / 1000)
    value = headers.get("retry-after", "").strip()
    seconds = _number(value)
    if seconds is not None:
        return max(0.0, seconds)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def looks_like_html(text: str) -> bool:
    """Whether a body is a web page: an answer of a proxy, not of the vendor."""
    return text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<head", "<?xml"))


def _cleaned(message: str, secret: str) -> str:
    """The vendor's words, short, on one line and without anything like a key."""
    if len(secret) >= 8:
        message = message.replace(secret, "[key]")
    message = _KEY_LIKE.sub("[key]", "".join(char if char.isprintable() else " " for char in message))
    message = " ".join(message.split())
    return message if len(message) <= _SHOWN_CHARS else message[: _SHOWN_CHARS - 1] + "…"
