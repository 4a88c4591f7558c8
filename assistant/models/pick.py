"""From a name on the command line to an author."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from assistant.models.anthropic import AnthropicWire
from assistant.models.budget import Budget, Budgeted
from assistant.models.endpoint import Endpoint
from assistant.models.openai import OpenAIWire
from assistant.models.protocol import Author
from assistant.models.retry import Retrying
from assistant.models.stored import AnswerStore, Stored
from assistant.models.structured import Structured
from schemas.errors import InputError, WrongCredentials

FORMS = "offline, anthropic:NAME, openai:NAME, openai-compatible:URL#NAME or replay:FILE"


def author_named(
    spec: str,
    *,
    environment: Mapping[str, str],
    store: AnswerStore | None = None,
    budget: Budget | None = None,
) -> Author:
    """The author that `spec` names, ready for use; nothing is loaded or called yet.

    spec: offline, anthropic:NAME, openai:NAME, openai-compatible:URL#NAME (also just URL#NAME) or replay:FILE.
    environment: ANTHROPIC_API_KEY, OPENAI_API_KEY and OPENAI_COMPATIBLE_API_KEY; ANTHROPIC_BASE_URL and OPENAI_BASE_URL
    in place of the vendors' own addresses. The vendors' keys are never sent to a URL given in the spec.
    Raises InputError for a name that cannot be understood, WrongCredentials where the key is missing.
    """
    spec = spec.strip()
    if spec == "offline":
        from assistant.models.offline.author import OfflineAuthor

        offline: Author = OfflineAuthor()
        return offline
    if spec.startswith("replay:"):
        from assistant.models.recording import Replay

        return Replay(Path(spec.removeprefix("replay:")))
    return composed(endpoint_named(spec, environment=environment), store=store, budget=budget)


def composed(
    endpoint: Endpoint,
    *,
    store: AnswerStore | None = None,
    budget: Budget | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    clock: Callable[[], float] = time.monotonic,
    chance: Callable[[], float] = random.random,
) -> Author:
    """The endpoint with everything around it: stored(structured(retrying(budgeted(endpoint)))).

    The budget stands innermost, so that every call counts, retries and repairs too. Retries stand inside validation, so
    that trouble on the way to a repair does not throw away the answer that was paid for. The store stands outermost,
    so that only validated answers are kept, and a kept one needs none of the rest.
    """
    author: Author = endpoint if budget is None else Budgeted(endpoint, budget)
    author = Retrying(author, sleep=sleep, clock=clock, chance=chance)
    author = Structured(author, most_output_tokens=endpoint.capabilities.output, clock=clock)
    return author if store is None else Stored(author, store)


def endpoint_named(spec: str, *, environment: Mapping[str, str]) -> Endpoint:
    """The bare endpoint that `spec` names; one may serve many conversations, each with its own budget around it.

    Raises InputError and WrongCredentials as `author_named` does.
    """
    kind, _, rest = spec.partition(":")
    if kind in ("http", "https") or kind == "openai-compatible":
        return _compatible(rest if kind == "openai-compatible" else spec, environment)
    if kind not in ("anthropic", "openai") or not rest:
        raise InputError(f"“{spec}” names no model.", do=f"Give {FORMS}.")
    base_url = environment.get(f"{kind.upper()}_BASE_URL", "").strip() or None
    if base_url is not None:
        _check_address(base_url, f"{kind.upper()}_BASE_URL")
    key = _key(f"{kind.upper()}_API_KEY", environment, model=spec)
    if kind == "anthropic":
        return Endpoint(AnthropicWire(rest, key=key, base_url=base_url))
    return Endpoint(OpenAIWire(rest, key=key, base_url=base_url))


def _compatible(address: str, environment: Mapping[str, str]) -> Endpoint:
    url, hash_mark, model = address.partition("#")
    if not hash_mark or not model or not url:
        raise InputError(
            f"“{address}” does not say which model to use.",
            do="Give the server as URL#NAME, like http://localhost:8000/v1#NAME.",
        )
    _check_address(url, "the model's URL")
    variable = "OPENAI_COMPATIBLE_API_KEY"
    key = _key(variable, environment, model=url) if environment.get(variable, "").strip() else "none"
    return Endpoint(OpenAIWire(model, key=key, base_url=url.rstrip("/"), compatible=True))


def _check_address(url: str, what: str) -> None:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound:
        raise InputError(f"{what} is no address of a server.", do="Give one like http://localhost:8000/v1.")
    if parts.username or parts.password:
        raise InputError(f"{what} holds a password.", do="Put the key into OPENAI_COMPATIBLE_API_KEY instead.")


def _key(variable: str, environment: Mapping[str, str], *, model: str) -> str:
    key = environment.get(variable, "").strip()
    if not key:
        raise WrongCredentials(
            f"{model} needs a key and {variable} is not set.", do=f"Set {variable}, or choose the model “offline”."
        )
    if not (key.isascii() and key.isprintable() and " " not in key):
        raise WrongCredentials(f"{variable} holds characters that no key has.", do=f"Set {variable} to the key alone.")
    return key
