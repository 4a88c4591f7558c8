"""What a request is told when it cannot be met."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from schemas.errors import (
    AssistantError,
    ConversationBusy,
    ConversationNotFound,
    InputError,
    StoreError,
    WrongCredentials,
)
from ui.failures import record
from ui.page.refusals import LineFull, NotSignedIn, Stopping, TooLarge, TooMany

CODES: tuple[tuple[type[AssistantError], int], ...] = (
    (NotSignedIn, 401),
    (ConversationNotFound, 404),
    (ConversationBusy, 409),
    (TooLarge, 413),
    (TooMany, 429),
    (LineFull, 503),
    (Stopping, 503),
    (StoreError, 500),
    (InputError, 400),
    (WrongCredentials, 400),
)
AGAIN_S = 5


NOT_HERE = {404: "There is nothing here.", 405: "This cannot be done here."}


def refused(request: Request, error: Exception) -> Response:
    """The answer to a request that cannot be met: `{"message"}` with a fitting status."""
    status = next((code for kind, code in CODES if isinstance(error, kind)), 500)
    headers = {"Retry-After": str(AGAIN_S)} if status in (429, 503) else {}
    return JSONResponse({"message": str(error)}, status_code=status, headers=headers)


def misshapen(request: Request, error: Exception) -> Response:
    """The answer to a request whose values are not of the form expected; the values are not repeated."""
    return JSONResponse({"message": "The page sent something unexpected. Reload it; your text is kept."}, 422)


def not_here(request: Request, error: Exception) -> Response:
    """The answer to a request for what is not there."""
    status = getattr(error, "status_code", 500)
    return JSONResponse({"message": NOT_HERE.get(status, "This cannot be done.")}, status)


def broken(request: Request, error: Exception) -> Response:
    """The answer where the program is at fault; the fault is written down."""
    where = record(error)
    told = f"Something went wrong in the program ({type(error).__name__}). It is recorded in {where.name}."
    return JSONResponse({"message": f"{told} Nothing is lost."}, 500)


ANSWERS: dict[type[Exception], Callable[[Request, Exception], Response]] = {
    AssistantError: refused,
    RequestValidationError: misshapen,
    HTTPException: not_here,
    Exception: broken,
}
