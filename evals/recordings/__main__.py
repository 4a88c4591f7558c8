"""Record a conversation: `python -m evals.recordings CASE --model SPEC [--out DIR]`.

`--table` prints what was measured in all recordings.
With a file-backed endpoint as the model the answers are somebody's who writes files; they are labelled as that.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from pathlib import Path

from assistant.models.pick import author_named
from assistant.models.recording import Recording
from assistant.session import open_session
from evals.recordings.cases import case_names, load_case
from evals.recordings.conversation import converse
from evals.recordings.patient import Patient
from evals.recordings.table import table

FOLDER = Path(__file__).parent
LABEL = """Answers recorded through a file-backed endpoint: written by an author who saw only the requests.
The model's name is the one that was asked for on the wire; nothing was sent to that vendor."""


async def record(case_name: str, *, model: str, out: Path) -> None:
    """Hold the case's conversation with the model and keep everything of it in `out`."""
    case = load_case(case_name)
    out.mkdir(parents=True, exist_ok=True)
    author = Recording(Patient(author_named(model, environment=os.environ)), out / "answers.jsonl")
    async with open_session(url=str(out / "store.sqlite"), author=author) as session:
        recorded = await converse(session, case)
        (out / "transcript.md").write_text(f"{LABEL}\n\n{recorded.transcript}", encoding="utf-8")
        if recorded.draft is not None:
            (out / "document.md").write_text(f"{LABEL}\n\n{session.markdown(recorded.draft)}\n", encoding="utf-8")
            (out / "document.json").write_text(recorded.draft.model_dump_json(indent=1) + "\n", encoding="utf-8")
    figures = {"label": LABEL, "model": model} | recorded.figures
    (out / "figures.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1, ensure_ascii=False))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", choices=case_names())
    parser.add_argument("--model", default="offline")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--table", action="store_true", help="print the measured figures of all recordings")
    options = parser.parse_args()
    if options.table:
        print(table(FOLDER))
        return 0
    if options.case is None:
        parser.error("name a case")
    wire = options.model.partition(":")[0]
    asyncio.run(record(options.case, model=options.model, out=options.out or FOLDER / options.case / wire))
    return 0


if __name__ == "__main__":
    sys.exit(main())
