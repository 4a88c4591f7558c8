"""What both vendors' SDKs share: their HTTP library, its failures, and how those read in our tree."""

from __future__ import annotations

from typing import Any

from assistant.models.complaints import complaint_in, error_for
from schemas.errors import ModelError, StreamBroken, Unreachable

CONNECT_S = 10.0


def timeout() -> Any:
    """No bound but on connecting: the call's own patience bounds everything else."""
    import httpx2

    return httpx2.Timeout(None, connect=CONNECT_S)


def transport_failures() -> tuple[type[Exception], ...]:
    """What the HTTP library raises while a request is sent or a response read."""
    import httpx2

    return (httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, OSError)


def error_of(failure: Exception, *, author: str, secret: str, structured: bool, began: bool) -> ModelError:
    """The failure in our tree; of its words only the vendor's own are passed on, cleaned."""
    response = getattr(failure, "response", None)
    if response is not None:
        body = getattr(failure, "body", None)
        complaint = complaint_in(body, status=response.status_code, headers=response.headers, secret=secret)
        return error_for(complaint, author=author, structured=structured)
    kind = type(getattr(failure, "__cause__", None) or failure).__name__
    if began:
        return StreamBroken(f"The connection to {author} broke before the answer was whole ({kind}).", do="Try again.")
    return Unreachable(
        f"{author} cannot be reached ({kind}).", do="Check the network, the base URL and that the server runs."
    )
