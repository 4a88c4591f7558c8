"""Generated files: the JSON schemas of the brief and the process. `--check` fails where they are stale."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pydantic import BaseModel

from schemas.brief import Brief
from schemas.process import EscalationProcess

FOLDER = Path(__file__).parent.parent / "schemas" / "json"
GENERATED: dict[str, type[BaseModel]] = {"brief.schema.json": Brief, "process.schema.json": EscalationProcess}


def contents() -> dict[Path, str]:
    """What each generated file should hold."""
    return {
        FOLDER / name: json.dumps(noun.model_json_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        for name, noun in GENERATED.items()
    }


def stale() -> list[Path]:
    """The generated files that are missing or not what they should be."""
    return [path for path, text in contents().items() if not path.exists() or path.read_text("utf-8") != text]


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        found = stale()
        for path in found:
            print(f"{path.name} is stale: run make generate")
        return 1 if found else 0
    FOLDER.mkdir(exist_ok=True)
    for path, text in contents().items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
