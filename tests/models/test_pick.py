"""From a name to an author."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.models.pick import author_named, endpoint_named
from schemas.errors import InputError, WrongCredentials

KEYS = {"ANTHROPIC_API_KEY": "sk-ant-1", "OPENAI_API_KEY": "sk-2"}


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        ("anthropic:claude-sonnet-4-6", "anthropic:claude-sonnet-4-6"),
        (" openai:gpt-4o ", "openai:gpt-4o"),
        ("openai-compatible:http://localhost:8000/v1#my/model", "openai-compatible:http://localhost:8000/v1#my/model"),
        ("https://host/v1/#m", "openai-compatible:https://host/v1#m"),
    ],
)
def test_every_form_names_its_author(spec: str, name: str) -> None:
    """The author's name is part of every answer's key."""
    assert author_named(spec, environment=KEYS).name == name


@pytest.mark.parametrize(
    "spec",
    [
        "",
        "gpt-4o",
        "openai:",
        "anthropic",
        "mistral:x",
        "http://host/v1",
        "http://#m",
        "openai-compatible:#m",
        "ftp://h#m",
        "http://h:x/#m",
    ],
)
def test_other_names_are_input_errors(spec: str) -> None:
    """Each says in a sentence what to do."""
    with pytest.raises(InputError) as caught:
        author_named(spec, environment=KEYS)
    assert caught.value.do


@pytest.mark.parametrize(("spec", "variable"), [("anthropic:x", "ANTHROPIC_API_KEY"), ("openai:x", "OPENAI_API_KEY")])
def test_a_missing_key_is_named(spec: str, variable: str) -> None:
    """So that the person knows what to set."""
    with pytest.raises(WrongCredentials, match=variable):
        author_named(spec, environment={variable: "  "})


def test_a_key_that_cannot_be_one_is_not_repeated() -> None:
    """Smart quotes and spaces come from copying; the message does not show them."""
    with pytest.raises(WrongCredentials) as caught:
        author_named("openai:x", environment={"OPENAI_API_KEY": "“sk-secret”"})
    assert "sk-secret" not in str(caught.value)


def test_a_vendors_key_is_not_sent_to_another_server() -> None:
    """A URL on the command line never gets it."""
    assert "sk-" not in repr(vars(endpoint_named("http://localhost:1/v1#m", environment=KEYS))["_wire"].secret)


def test_a_password_in_a_url_is_refused() -> None:
    """It would end up in names and keys."""
    with pytest.raises(InputError, match="password"):
        author_named("http://me:secret@host/v1#m", environment={})


def test_a_base_url_that_is_none_is_refused() -> None:
    """The variable is named."""
    with pytest.raises(InputError, match="OPENAI_BASE_URL"):
        author_named("openai:x", environment=KEYS | {"OPENAI_BASE_URL": "localhost:8000"})


def test_a_recording_is_picked_by_its_path(tmp_path: Path) -> None:
    """replay:FILE needs no key."""
    (tmp_path / "r.jsonl").write_text("", encoding="utf-8")
    assert author_named(f"replay:{tmp_path / 'r.jsonl'}", environment={}).name == "replay:r.jsonl"


def test_picking_an_author_loads_no_sdk() -> None:
    """They are loaded at the first call."""
    code = (
        "import sys; from assistant.models.pick import author_named;"
        "author_named('anthropic:x', environment={'ANTHROPIC_API_KEY': 'k'});"
        "author_named('openai:x', environment={'OPENAI_API_KEY': 'k'});"
        "print(sorted({'anthropic', 'openai', 'httpx2', 'httpx', 'langgraph'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
