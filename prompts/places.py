"""YAML read together with the line on which each value stands, so that an error can name it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from schemas.errors import CardError

Route = tuple[str | int, ...]
"""The way to a value: names and indexes from the top."""
LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C loader is ten times as fast; both give the same nodes and marks."""
DO = "Mend the card and load it again."


@dataclass(frozen=True)
class PlacedYaml:
    """What a YAML file holds, and where."""

    path: Path
    data: Any
    lines: dict[Route, int] = field(repr=False)

    def line(self, route: Route) -> int:
        """The line of the value, or of the nearest thing around it."""
        while route not in self.lines and route:
            route = route[:-1]
        return self.lines.get(route, 1)

    def error(self, route: Route, what: str) -> CardError:
        """An error that names the file and the value's line."""
        return broken(self.path, self.line(route), what)


def broken(path: Path, line: int, what: str) -> CardError:
    """An error of a card that names the file and the line."""
    return CardError(f"{path}:{line}: {what}", do=DO)


def read_yaml(path: Path) -> PlacedYaml:
    """The file with its lines. Raises CardError where it is missing, is no YAML, or says a key twice."""
    try:
        loader = LOADER(path.read_text(encoding="utf-8"))
        root = loader.get_single_node()
        if root is None:
            raise broken(path, 1, "the file is empty.")
        lines: dict[Route, int] = {}
        _place(root, (), lines, path)
        return PlacedYaml(path=path, data=loader.construct_document(root), lines=lines)
    except (OSError, UnicodeDecodeError) as error:
        raise broken(path, 1, f"the file cannot be read ({error}).") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        told = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise broken(path, mark.line + 1 if mark else 1, f"this is no YAML: {told}.") from error


def _place(node: yaml.Node, route: Route, lines: dict[Route, int], path: Path) -> None:
    lines.setdefault(route, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*route, str(key.value))
            if inner in lines:
                raise broken(path, key.start_mark.line + 1, f"`{inner[-1]}` stands here twice.")
            lines[inner] = key.start_mark.line + 1
            _place(value, inner, lines, path)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _place(value, (*route, index), lines, path)
