"""A card's templates: sandboxed, strict about what is undefined, and unable to print what was not made safe."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    meta,
    nodes,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from prompts.filters import FILTERS, Printable
from prompts.places import broken

SUFFIX = ".jinja"


class Templates:
    """The templates of one folder, with the card in scope as `card`."""

    def __init__(self, folder: Path, *, card: Mapping[str, Any]) -> None:
        self.folder = folder
        self._card = printable(card)
        self._environment = environment(folder)

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """The template's text. Raises CardError naming the file and line of a value that is missing or unsafe."""
        try:
            return self._environment.get_template(name).render(card=self._card, **values)
        except TemplateSyntaxError as error:
            raise broken(self.folder / (error.name or name), error.lineno, f"{error.message}.") from error
        except (TemplateError, TypeError, AttributeError) as error:
            path, line = _place_in_template(error, self.folder) or (self.folder / name, 1)
            raise broken(path, line, f"{error}.") from error


def environment(folder: Path) -> ImmutableSandboxedEnvironment:
    """An environment that finds a folder's templates."""
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Prompts are plain text: what must not act in them is fenced, not escaped as HTML.
        autoescape=False,
        finalize=_printed,
    )
    made.filters.update(FILTERS)
    return made


def printable(value: Any) -> Any:
    """The card's own values, their texts marked as safe to print."""
    match value:
        case str():
            return Printable(value)
        case Mapping():
            return {key: printable(item) for key, item in value.items()}
        case list() | tuple():
            return [printable(item) for item in value]
        case _:
            return value


def variables(folder: Path, name: str) -> Iterator[tuple[str, Path, int]]:
    """Each variable that a template or one it includes reads, with the file and line that first read it.

    Raises CardError for a template that is missing, cannot be read, or uses an unknown filter.
    """
    made = environment(folder)
    waiting, seen = [(name, folder / name, 1)], set[str]()
    while waiting:
        current, asked_in, asked_at = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        tree = _parsed(made, current, asked_in=asked_in, asked_at=asked_at)
        for undeclared in sorted(meta.find_undeclared_variables(tree)):
            yield undeclared, folder / current, _line_of(tree, undeclared)
        for include in tree.find_all(nodes.Include):
            if isinstance(include.template, nodes.Const):
                waiting.append((include.template.value, folder / current, include.lineno))


def _parsed(made: ImmutableSandboxedEnvironment, name: str, *, asked_in: Path, asked_at: int) -> nodes.Template:
    loader = made.loader
    try:
        assert loader is not None  # noqa: S101 - set by `environment`
        source, filename, _ = loader.get_source(made, name)
        made.compile(source, name, filename)
        return made.parse(source, name, filename)
    except TemplateNotFound as error:
        raise broken(asked_in, asked_at, f"there is no template `{name}` in this folder.") from error
    except TemplateSyntaxError as error:
        raise broken(Path(error.filename or name), error.lineno, f"{error.message}.") from error


def _line_of(tree: nodes.Template, name: str) -> int:
    return min((node.lineno for node in tree.find_all(nodes.Name) if node.name == name), default=1)


def _place_in_template(error: BaseException, folder: Path) -> tuple[Path, int] | None:
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(SUFFIX) and Path(frame.filename).is_relative_to(folder):
            return Path(frame.filename), frame.lineno or 1
    return None


def _printed(value: Any) -> Any:
    """What may be printed: safe text and numbers. An undefined value raises when it is turned into text."""
    if isinstance(value, Printable | Undefined) or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise TypeError(f"a {type(value).__name__} would be printed as it is: use a filter of prompts/filters.py")
