"""What an endpoint needs of a wire protocol: to send a request, to read its stream, and to name what went wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from assistant.models.capabilities import Capabilities, Structure
from assistant.models.gathering import Gathering
from assistant.models.protocol import Request
from assistant.models.sse import ServerEvent
from schemas.errors import ModelError


class Response(Protocol):
    """What is needed of an SDK's streaming response."""

    @property
    def headers(self) -> Mapping[str, str]: ...

    def iter_bytes(self) -> AsyncIterator[bytes]: ...


class Reader(Protocol):
    """Understands the events of one stream of one wire."""

    gathering: Gathering
    model: str
    """The model that answers, as the vendor names it."""
    ended: bool
    """Whether the vendor's end mark came."""

    def read(self, event: ServerEvent) -> str | None:
        """What the event adds to the answer; "" for other progress, None for none. Raises Garbled or a ModelError."""
        ...


class Wire(Protocol):
    """One wire protocol at one address with one key and one model."""

    name: str
    model: str
    capabilities: Capabilities
    secret: str
    ladder: tuple[Structure, ...]
    request_id_header: str

    def load(self) -> None:
        """Load the SDK, which takes a second the first time."""
        ...

    def connect(self) -> None:
        """Make the SDK's client, for the running event loop."""
        ...

    def open(self, request: Request, structure: Structure) -> AbstractAsyncContextManager[Response]:
        """Send the request; the streaming response."""
        ...

    def reader(self, structure: Structure) -> Reader:
        """A reader for the response of a request sent with this structure."""
        ...

    def failures(self) -> tuple[type[Exception], ...]:
        """What the SDK and its transport raise."""
        ...

    def error(self, failure: Exception, *, structured: bool, began: bool) -> ModelError:
        """The same in our tree. began: whether the response had begun."""
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...
