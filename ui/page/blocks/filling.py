"""Filling templates. Every value is escaped; only what these modules themselves have built is marked as HTML."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent / "templates"


def fill(template: str, **values: object) -> Markup:
    """The template `templates/NAME.html` with its values, each escaped. Raises UndefinedError for a missing value."""
    return Markup(_environment().get_template(f"{template}.html").render(**values))  # noqa: S704


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"moment": moment, "count": counted}
    return environment


def moment(at: datetime | None) -> str:
    """A time as people read it: today's hour, or the day."""
    if at is None:
        return ""
    local = at.astimezone()
    today = datetime.now(UTC).astimezone().date()
    return local.strftime("%H:%M") if local.date() == today else local.strftime("%d %b %Y, %H:%M")


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 finding`, `3 findings`, `no findings`."""
    return f"{number or 'no'} {noun if number == 1 else plural or noun + 's'}"
