"""The table of what models can do."""

from __future__ import annotations

import pytest

from assistant.models.capabilities import Price, Structure, Vendor, capabilities_of, prices_as_of
from assistant.models.protocol import Usage


@pytest.mark.parametrize(
    ("vendor", "model", "structure", "output"),
    [
        ("anthropic", "claude-3-haiku-20240307", "forced_tool", 4096),
        ("anthropic", "claude-3-5-sonnet-20241022", "forced_tool", 8192),
        ("anthropic", "claude-3-7-sonnet-20250219", "forced_tool", 64000),
        ("anthropic", "claude-sonnet-4-20250514", "forced_tool", 64000),
        ("anthropic", "claude-opus-4-1-20250805", "forced_tool", 32000),
        ("anthropic", "claude-sonnet-4-5-20250929", "native_schema", 64000),
        ("anthropic", "claude-opus-4-6", "native_schema", 128000),
        ("anthropic", "claude-of-the-future", "native_schema", 64000),
        ("openai", "gpt-4-0613", "forced_tool", 4096),
        ("openai", "gpt-4-turbo-2024-04-09", "forced_tool", 4096),
        ("openai", "gpt-4o-2024-05-13", "forced_tool", 4096),
        ("openai", "gpt-4o-2024-08-06", "native_schema", 16384),
        ("openai", "gpt-4.1-mini", "native_schema", 32768),
        ("openai", "o1-mini", "prompt_only", 65536),
        ("openai", "o3-2025-04-16", "native_schema", 100000),
        ("openai", "gpt-5-mini", "native_schema", 128000),
        ("openai", "gpt-9-nova", "native_schema", 128000),
        ("compatible", "some-local-model", "json_mode", 4096),
        ("compatible", "Qwen2.5-7B-Instruct", "native_schema", 8192),
    ],
)
def test_each_generation_is_known(vendor: Vendor, model: str, structure: Structure, output: int) -> None:
    """The way to a typed answer and the output limit, for every generation and for unknown names."""
    known = capabilities_of(vendor, model)
    assert (known.structure, known.output) == (structure, output)


def test_the_oldest_models_have_no_json_mode() -> None:
    """From the forced tool, GPT-4 of June 2023 goes straight down to the prompt."""
    assert capabilities_of("openai", "gpt-4-0613").ladder(has_json_mode=True) == ("forced_tool", "prompt_only")


def test_newer_models_have_every_step() -> None:
    """Native schema, forced tool, JSON mode, prompt."""
    ladder = capabilities_of("openai", "gpt-4o").ladder(has_json_mode=True)
    assert ladder == ("native_schema", "forced_tool", "json_mode", "prompt_only")


def test_thinking_has_room_beside_the_answer() -> None:
    """A reasoning model's limit covers its thinking, never beyond what it can put out."""
    known = capabilities_of("openai", "o3")
    assert [known.output_cap(wanted, prompt_chars=900) for wanted in (8_000, 99_000)] == [24_000, 100_000]


def test_the_limit_leaves_room_for_the_prompt() -> None:
    """A small context is shared by both; a prompt that fills it is left for the vendor to refuse."""
    known = capabilities_of("openai", "gpt-4-0613")
    assert [known.output_cap(8_000, prompt_chars=chars) for chars in (300, 18_000, 90_000)] == [4_096, 2_192, 256]


def test_cost_counts_the_cache_at_its_own_price() -> None:
    """Million-token prices, each kind of token at its own."""
    price = Price.model_validate({"in": 3, "out": 15, "cache_read": 0.3, "cache_write": 3.75})
    usage = Usage(input_tokens=100_000, output_tokens=10_000, cache_read_tokens=1_000_000, cache_write_tokens=200_000)
    assert price.of(usage) == pytest.approx(0.3 + 0.15 + 0.3 + 0.75)


def test_unknown_usage_has_an_unknown_cost() -> None:
    """No guess is made where the vendor does not say."""
    assert Price.model_validate({"in": 3, "out": 15}).of(Usage(input_tokens=5)) is None


def test_an_unlisted_model_has_no_price() -> None:
    """Unknown stays unknown."""
    assert capabilities_of("anthropic", "claude-of-the-future").price is None


def test_prices_have_a_date() -> None:
    """The day on which they were compared with the vendors' pages."""
    assert prices_as_of()[:3] == "202"
