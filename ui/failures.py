"""Failures at the command line's edge: one sentence for the person, a code for programs."""

from __future__ import annotations

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

DONE, FAULT, WRONG_USE, MISSING, UNFIT, TROUBLE, BLOCKERS, STORE = 0, 1, 2, 3, 4, 5, 6, 7


def exit_code_of(error: BaseException) -> int:
    """Tell the error on standard error and return the exit code. A fault of ours is recorded with its traceback."""
    from schemas.errors import AssistantError, InputError, ModelError, StoreError

    if show := getattr(error, "show", None):
        # Wrong use, as the command line's framework tells it: its errors have no public name in common.
        show()
        return WRONG_USE
    if isinstance(error, AssistantError):
        sys.stderr.write(f"{error}\n")
        if isinstance(error, InputError):
            return WRONG_USE
        return STORE if isinstance(error, StoreError) else TROUBLE if isinstance(error, ModelError) else FAULT
    where = record(error)
    sys.stderr.write(f"Something went wrong in the program ({type(error).__name__}). It is recorded in {where}.\n")
    return FAULT


def record(error: BaseException) -> Path:
    """Where the traceback of a fault of ours was written down."""
    from platformdirs import user_log_path

    folder = user_log_path("escalation-assistant", appauthor=False, ensure_exists=True)
    path = folder / f"fault-{datetime.now(UTC):%Y%m%dT%H%M%S}.txt"
    path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return path
