"""The measured figures of all recordings as Markdown tables."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from typing import Any

from evals.recordings.values import PROBES


def table(folder: Path) -> str:
    """One row a recorded conversation, then the value probes beside the one-shot documents."""
    rows = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*/*/figures.json"))]
    rows = [row for row in rows if "open_blockers" in row]
    lines = [
        "| case | wire | first draft: findings | repairs | questions | words | tokens in / out | facts right "
        "| open blockers |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [_row(row) for row in rows]
    if rows:
        right = sum(row["facts"] - len(row["facts_missing"]) for row in rows) / max(1, sum(r["facts"] for r in rows))
        lines.append(f"\nMedian questions {median(r['questions'] for r in rows):g}; facts right {right:.1%}.")
    return "\n".join([*lines, "", _values(folder, rows)])


def _row(row: dict[str, Any]) -> str:
    first = row.get("first_document", {})
    right = row["facts"] - len(row["facts_missing"])
    cells = (
        row["case"],
        row["model"].partition(":")[0],
        first.get("first_draft_findings", ""),
        first.get("repairs", ""),
        row["questions"],
        row["words"],
        f"{row['input_tokens']:,} / {row['output_tokens']:,}",
        f"{right}/{row['facts']}",
        row["open_blockers"],
    )
    return "| " + " | ".join(map(str, cells)) + " |"


def _values(folder: Path, rows: list[dict[str, Any]]) -> str:
    """Ours / the one-shot document's, where somebody counted one."""
    lines = ["| probe | " + " | ".join(f"{r['case']} {r['model'].partition(':')[0]}" for r in rows) + " |"]
    lines.append("|---|" + "---|" * len(rows))
    for probe, meaning in PROBES.items():
        cells = []
        for row in rows:
            counted = folder / row["case"] / "one_shot" / "values.json"
            other = json.loads(counted.read_text("utf-8")).get(probe, "") if counted.exists() else "–"
            cells.append(f"{row['values'][probe]} / {other}")
        lines.append(f"| {probe} {meaning} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
