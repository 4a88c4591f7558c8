"""A released version is frozen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from prompts.library import load_card
from prompts.release import release
from schemas.errors import CardError

SECOND = "voice-of-customer-analysis"


def test_a_released_version_still_loads(write_card: Callable[..., Path]) -> None:
    """The seal changes nothing for a version that stays as it is."""
    root = write_card()
    release(root / SECOND / "v1")
    assert load_card(SECOND, root=root).version == "1.0.0"


@pytest.mark.parametrize("name", ["card.yaml", "themes.jinja", "_how.jinja", "CHANGES.md"])
def test_a_released_version_that_was_changed_is_refused(write_card: Callable[..., Path], name: str) -> None:
    """One byte more in any of its files is enough."""
    root = write_card()
    folder = root / SECOND / "v1"
    release(folder)
    (folder / name).write_text((folder / name).read_text() + "\n")
    with pytest.raises(CardError, match="RELEASED:1: this version was released and has changed"):
        load_card(SECOND, root=root)


def test_a_file_added_to_a_released_version_is_refused(write_card: Callable[..., Path]) -> None:
    """A new file is a change too."""
    root = write_card()
    release(root / SECOND / "v1")
    (root / SECOND / "v1" / "_more.jinja").write_text("more")
    with pytest.raises(CardError, match="write a new version"):
        load_card(SECOND, root=root)
