"""OpenAI's Chat Completions protocol, through the vendor's SDK; also for every server that speaks it.

Source: https://developers.openai.com/api/docs/api-reference/chat-streaming
"""

from __future__ import annotations

import re
from contextlib import AbstractAsyncContextManager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from assistant.models import wording
from assistant.models.capabilities import Structure, capabilities_of
from assistant.models.gathering import ANSWER_TOOL, Gathering
from assistant.models.openai_stream import ChunkReader
from assistant.models.protocol import Request
from assistant.models.transport import error_of, timeout, transport_failures
from assistant.models.wire import Response
from schemas.errors import ModelError

if TYPE_CHECKING:
    from openai import AsyncOpenAI


class OpenAIWire:
    """One model at one address."""

    request_id_header = "x-request-id"

    def __init__(
        self,
        model: str,
        *,
        key: str,
        base_url: str | None = None,
        compatible: bool = False,
        temperature: float | None = None,
        http_client: Any = None,
    ) -> None:
        """base_url: ends in /v1, None for the vendor's own. compatible: another vendor's server behind `base_url`."""
        self.name = f"openai-compatible:{base_url}#{model}" if compatible else f"openai:{model}"
        self.model = model
        self.capabilities = capabilities_of("compatible" if compatible else "openai", model)
        self.secret = key
        self.ladder = self.capabilities.ladder(has_json_mode=True)
        self._base_url = base_url or "https://api.openai.com/v1"
        self._temperature = temperature
        self._http_client = http_client
        self._client: AsyncOpenAI | None = None
        self._create: Any = None

    def load(self) -> None:
        import openai  # noqa: F401  (heavy: loaded here, beside the event loop)

    def connect(self) -> None:
        from openai import AsyncOpenAI

        self._client = AsyncOpenAI(
            api_key=self.secret,
            base_url=self._base_url,
            max_retries=0,
            timeout=timeout(),
            http_client=self._http_client,
        )
        self._create = self._client.chat.completions.with_streaming_response.create

    def open(self, request: Request, structure: Structure) -> AbstractAsyncContextManager[Response]:
        return self._create(**self.body(request, structure))  # type: ignore[no-any-return]

    def body(self, request: Request, structure: Structure) -> dict[str, Any]:
        """The request's parameters."""
        prompt = request.prompt
        body: dict[str, Any] = {
            "model": self.model,
            self.capabilities.cap: self.capabilities.output_cap(
                request.limits.max_output_tokens, prompt_chars=len(request.system) + len(request.prompt)
            ),
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if self._temperature is not None and self.capabilities.temperature:
            body["temperature"] = self._temperature
        if request.answer is not None:
            if structure == "native_schema":
                body["response_format"] = {"type": "json_schema", "json_schema": _native_schema(request.answer)}
            elif structure == "forced_tool":
                body["tools"] = [{"type": "function", "function": _tool(request.answer)}]
                body["tool_choice"] = {"type": "function", "function": {"name": ANSWER_TOOL}}
            else:
                prompt = wording.json_answer(prompt, request.answer.model_json_schema())
                if structure == "json_mode":
                    body["response_format"] = {"type": "json_object"}
        body["messages"] = self._messages(request.system, prompt)
        return body

    def _messages(self, system: str, prompt: str) -> list[dict[str, str]]:
        if system and not self.capabilities.system:
            return [{"role": "user", "content": f"{system}\n\n{prompt}"}]
        leading = [{"role": "system", "content": system}] if system else []
        return [*leading, {"role": "user", "content": prompt}]

    def reader(self, structure: Structure) -> ChunkReader:
        return ChunkReader(Gathering(author=self.name, structure=structure), author=self.name, secret=self.secret)

    def failures(self) -> tuple[type[Exception], ...]:
        from openai import OpenAIError

        return (OpenAIError, *transport_failures())

    def error(self, failure: Exception, *, structured: bool, began: bool) -> ModelError:
        return error_of(failure, author=self.name, secret=self.secret, structured=structured, began=began)

    async def aclose(self) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None


@lru_cache(maxsize=256)
def _native_schema(answer: type[BaseModel]) -> dict[str, Any]:
    from openai import pydantic_function_tool

    schema = pydantic_function_tool(answer)["function"]["parameters"]
    return {"name": re.sub(r"\W", "_", answer.__name__)[:64], "strict": True, "schema": schema}


def _tool(answer: type[BaseModel]) -> dict[str, Any]:
    return {"name": ANSWER_TOOL, "description": wording.answer_tool(), "parameters": answer.model_json_schema()}
