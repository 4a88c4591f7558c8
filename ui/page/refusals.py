"""What the page's server refuses to do just now, each with a sentence for the person."""

from __future__ import annotations

from schemas.errors import AssistantError, InputError


class LineFull(AssistantError):
    """As many turns wait as may wait."""

    retryable = True


class Stopping(AssistantError):
    """The server is being stopped."""

    retryable = True


def line_full(waiting: int) -> LineFull:
    """The refusal when the line is full."""
    return LineFull(
        f"Everybody is busy: {waiting} messages wait already.", do="Your text is still here; send it in a minute."
    )


def stopping() -> Stopping:
    """The refusal while the server stops."""
    return Stopping("The server is being restarted.", do="Your text is still here; send it in a minute.")


class NotSignedIn(InputError):
    """Nobody signed in for the request."""


class TooLarge(InputError):
    """More was sent than is taken."""


class TooMany(AssistantError):
    """Somebody asks too often."""

    retryable = True
