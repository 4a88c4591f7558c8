"""The package's page shows code that runs."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

import assistant.store

PAGE = Path(assistant.store.__file__).with_name("README.md")


async def test_the_shown_code_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each Python block of the page, as it stands."""
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    for block in blocks:
        names: dict[str, object] = {}
        exec(f"async def shown():\n{textwrap.indent(block, '    ')}", names)  # noqa: S102
        await names["shown"]()  # type: ignore[operator]
    assert blocks
    assert (tmp_path / "conversations.sqlite").exists()
