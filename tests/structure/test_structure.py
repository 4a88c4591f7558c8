"""What the build holds the code to."""

import subprocess
import sys

import pytest

from evals.generate import stale
from evals.structure import problems


def test_modules_and_functions_are_small_and_named_for_the_domain() -> None:
    """Nothing too large, nothing called after nothing."""
    assert problems() == []


def test_generated_schemas_are_fresh() -> None:
    """The checked-in JSON schemas are those of the nouns."""
    assert stale() == []


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("assistant", ("anthropic", "openai", "langgraph", "sqlalchemy", "psycopg", "pydantic")),
        ("schemas.process", ("anthropic", "openai", "langgraph", "sqlalchemy")),
        ("ui.cli", ("anthropic", "openai", "langgraph", "sqlalchemy", "pydantic", "jinja2")),
        ("assistant.models.pick", ("anthropic", "openai", "langgraph")),
    ],
)
def test_importing_loads_nothing_heavy(module: str, heavy: tuple[str, ...]) -> None:
    """Vendors' SDKs, LangGraph and the database are loaded when they are first needed."""
    code = f"import sys, {module}; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
