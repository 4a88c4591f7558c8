"""What can go wrong in the world. A defect of a document is a `Finding`, never an exception.

AssistantError
├── InputError             what a person gave cannot be used         (never retryable)
├── CardError              a card on disk is broken                  (never retryable)
├── StoreError             the store cannot be read or written
│   ├── ConversationNotFound
│   ├── ConversationBusy   another turn holds the conversation       (retryable)
│   └── DamagedState       a stored row cannot be trusted
└── ModelError             a call to a language model failed
    ├── RateLimited        429                                       (retryable)
    ├── Overloaded         529, 503                                  (retryable)
    ├── ServerFault        other 5xx, an error event in a stream     (retryable)
    ├── Unreachable        refused, reset, DNS, dropped              (retryable)
    ├── StreamBroken       a stream ended without the vendor's end mark, stalled, or was garbled (retryable)
    ├── DeadlineExceeded   the call's deadline passed
    ├── WrongCredentials   401, 402, 403
    ├── UnknownModel       404 for the model
    ├── RequestRejected    400, 413, 422
    │   ├── SchemaRejected      this endpoint cannot take the wanted structure (the ladder goes one step down)
    │   └── ContextTooLong
    ├── Truncated          the output limit was reached
    ├── Refused            the model declined to answer
    ├── UnusableAnswer     no answer of the wanted shape after the counted repairs
    └── BudgetExhausted    the money, token, call or time budget is used up
"""

from __future__ import annotations

from schemas.usage import Usage


class AssistantError(Exception):
    """What happened and what to do next, each one sentence for the person in front of the screen."""

    retryable = False

    def __init__(self, what: str, *, do: str = "") -> None:
        super().__init__(f"{what} {do}".strip())
        self.what = what
        self.do = do

    def __str__(self) -> str:
        return f"{self.what} {self.do}".strip()


class InputError(AssistantError):
    """Something a person gave cannot be used."""


class CardError(AssistantError):
    """A card on disk is broken; `what` names the file and the line."""


class StoreError(AssistantError):
    """The store cannot be read or written."""


class ConversationNotFound(StoreError):
    """No conversation has this id."""


class ConversationBusy(StoreError):
    """Another turn holds the conversation; try again when it is done."""

    retryable = True


class DamagedState(StoreError):
    """A stored row cannot be trusted and nothing older can stand in for it."""


class ModelError(AssistantError):
    """A call to a language model failed, after `attempts` calls.

    What was paid for is kept: `usage` and `cost_usd`, None where they are not known, and `text`, the answer as far
    as it came.
    """

    def __init__(self, what: str, *, do: str = "", usage: Usage | None = None, text: str = "") -> None:
        super().__init__(what, do=do)
        self.usage = usage
        self.text = text
        self.cost_usd: float | None = None
        self.attempts = 1


class RateLimited(ModelError):
    """The vendor asks for fewer requests. `retry_after_s` is its wish in seconds, None when it named none."""

    retryable = True

    def __init__(self, what: str, *, do: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(what, do=do)
        self.retry_after_s = retry_after_s


class Overloaded(RateLimited):
    """The vendor has no capacity just now."""


class ServerFault(ModelError):
    """The vendor failed on its side."""

    retryable = True


class Unreachable(ModelError):
    """No connection, or one that broke before the answer began."""

    retryable = True


class StreamBroken(ModelError):
    """A stream stalled, was garbled, or ended without the vendor's end mark."""

    retryable = True


class DeadlineExceeded(ModelError):
    """The call's deadline passed."""


class WrongCredentials(ModelError):
    """The key is missing, wrong, or not allowed to do this."""


class UnknownModel(ModelError):
    """The endpoint does not know the model."""


class RequestRejected(ModelError):
    """The endpoint refuses the request as it stands."""


class SchemaRejected(RequestRejected):
    """The endpoint cannot take the wanted structure in this mode."""


class ContextTooLong(RequestRejected):
    """The request is longer than the model's context."""


class Truncated(ModelError):
    """The model reached its output limit; `text` is what it wrote until then."""


class Refused(ModelError):
    """The model declined; `text` is what it said."""


class UnusableAnswer(ModelError):
    """No answer of the wanted shape after the counted repairs; `text` is the best one."""


class BudgetExhausted(ModelError):
    """The money, token, call or time budget is used up."""
