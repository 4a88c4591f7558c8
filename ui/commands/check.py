"""`escalate check`: the checks on a document that is there already."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from assistant.session import checked
from schemas.findings import Finding
from ui.failures import BLOCKERS, DONE
from ui.reading_documents import read_document


def run(*, file: Path, as_json: bool) -> int:
    """Check the document in `file` and print its findings; the exit code is 6 when one of them is a blocker."""
    process, brief = read_document(file)
    findings, words = checked(process, brief=brief)
    if as_json:
        listed = {"body_words": words, "findings": [f.model_dump() for f in findings]}
        sys.stdout.write(json.dumps(listed, indent=1, ensure_ascii=False) + "\n")
    else:
        for finding in findings:
            sys.stdout.write(_line(finding))
        sys.stdout.write(f"{len(findings)} findings; the body has {words} words.\n")
    return BLOCKERS if any(f.weight == "blocker" for f in findings) else DONE


def _line(finding: Finding) -> str:
    example = f"\n    For example: {finding.example}" if finding.example else ""
    return f"{finding.check} {finding.weight} at {finding.where}\n    {finding.what}{example}\n    {finding.mend}\n"
