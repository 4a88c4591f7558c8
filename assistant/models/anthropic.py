"""The Anthropic Messages protocol, through the vendor's SDK.

Source: https://docs.anthropic.com/en/api/messages-streaming
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from assistant.models import wording
from assistant.models.anthropic_stream import MessageReader
from assistant.models.capabilities import Structure, capabilities_of
from assistant.models.gathering import ANSWER_TOOL, Gathering
from assistant.models.protocol import Request
from assistant.models.transport import error_of, timeout, transport_failures
from assistant.models.wire import Response
from schemas.errors import ModelError

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic


class AnthropicWire:
    """One Claude model at one address."""

    request_id_header = "request-id"

    def __init__(
        self,
        model: str,
        *,
        key: str,
        base_url: str | None = None,
        temperature: float | None = None,
        http_client: Any = None,
    ) -> None:
        """base_url: the host's root, None for the vendor's own. http_client: another transport, as the SDK takes it."""
        self.name = f"anthropic:{model}"
        self.model = model
        self.capabilities = capabilities_of("anthropic", model)
        self.secret = key
        self.ladder = self.capabilities.ladder(has_json_mode=False)
        self._base_url = base_url or "https://api.anthropic.com"
        self._temperature = temperature
        self._http_client = http_client
        self._client: AsyncAnthropic | None = None
        self._create: Any = None

    def load(self) -> None:
        import anthropic  # noqa: F401  (heavy: loaded here, beside the event loop)

    def connect(self) -> None:
        from anthropic import AsyncAnthropic

        self._client = AsyncAnthropic(
            api_key=self.secret,
            base_url=self._base_url,
            max_retries=0,
            timeout=timeout(),
            http_client=self._http_client,
        )
        self._create = self._client.messages.with_streaming_response.create

    def open(self, request: Request, structure: Structure) -> AbstractAsyncContextManager[Response]:
        return self._create(**self.body(request, structure))  # type: ignore[no-any-return]

    def body(self, request: Request, structure: Structure) -> dict[str, Any]:
        """The request's parameters; the system text, which leads every call of a document, is marked for the cache."""
        prompt = request.prompt
        body: dict[str, Any] = {
            "model": self.model,
            "max_tokens": self.capabilities.output_cap(
                request.limits.max_output_tokens, prompt_chars=len(request.system) + len(request.prompt)
            ),
            "stream": True,
        }
        if request.system:
            cached = {"cache_control": {"type": "ephemeral"}} if self.capabilities.caching else {}
            body["system"] = [{"type": "text", "text": request.system, **cached}]
        if self._temperature is not None and self.capabilities.temperature:
            body["extra_body"] = {"temperature": self._temperature}  # the SDK no longer has the argument
        if request.answer is not None:
            if structure == "native_schema":
                body["output_config"] = {"format": {"type": "json_schema", "schema": _native_schema(request.answer)}}
            elif structure == "forced_tool":
                schema = request.answer.model_json_schema()
                body["tools"] = [{"name": ANSWER_TOOL, "description": wording.answer_tool(), "input_schema": schema}]
                body["tool_choice"] = {"type": "tool", "name": ANSWER_TOOL, "disable_parallel_tool_use": True}
            else:
                prompt = wording.json_answer(prompt, request.answer.model_json_schema())
        body["messages"] = [{"role": "user", "content": prompt}]
        return body

    def reader(self, structure: Structure) -> MessageReader:
        return MessageReader(Gathering(author=self.name, structure=structure), author=self.name, secret=self.secret)

    def failures(self) -> tuple[type[Exception], ...]:
        from anthropic import AnthropicError

        return (AnthropicError, *transport_failures())

    def error(self, failure: Exception, *, structured: bool, began: bool) -> ModelError:
        return error_of(failure, author=self.name, secret=self.secret, structured=structured, began=began)

    async def aclose(self) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None


@lru_cache(maxsize=256)
def _native_schema(answer: type[BaseModel]) -> dict[str, Any]:
    from anthropic import transform_schema

    return transform_schema(answer)
