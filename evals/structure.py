"""Sizes that the build holds: modules of at most 300 lines, functions of at most 60 (most under 30)."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("schemas", "prompts", "assistant", "ui", "evals")
LONGEST_MODULE = 300
LONGEST_FUNCTION = 60
FORBIDDEN_NAMES = ("utils", "helpers", "common", "core", "manager", "factory", "service", "misc")


def too_large(path: Path) -> Iterator[str]:
    """What is too large in a module, one line each."""
    source = path.read_text(encoding="utf-8")
    lines = source.count("\n")
    if lines > LONGEST_MODULE:
        yield f"{path.relative_to(ROOT)}: {lines} lines; split it by noun (at most {LONGEST_MODULE})"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield f"{where}: {node.name} has {length} lines (at most {LONGEST_FUNCTION})"


def badly_named(path: Path) -> Iterator[str]:
    """A file that is named for no noun of the domain."""
    if path.stem in FORBIDDEN_NAMES:
        yield f"{path.relative_to(ROOT)}: name it after what it holds"


def problems() -> list[str]:
    """Everything that is too large or badly named in the product's packages."""
    modules = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [line for path in modules for line in (*too_large(path), *badly_named(path))]


def main() -> int:
    found = problems()
    print("\n".join(found) if found else "sizes and names: as they should be")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
