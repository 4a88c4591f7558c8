"""`escalate check`: the checks on a document that is there already."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pydantic import ValidationError

from assistant.session import checked
from schemas.brief import Brief, empty_brief
from schemas.drafts import Draft
from schemas.errors import InputError
from schemas.findings import Finding
from schemas.process import EscalationProcess
from ui.failures import BLOCKERS, DONE
from ui.reading_files import read_brief


def run(*, file: Path, as_json: bool) -> int:
    """Check the document in `file` and print its findings; the exit code is 6 when one of them is a blocker."""
    process, brief = _document(file)
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


def _document(file: Path) -> tuple[EscalationProcess, Brief]:
    text = read_brief(file)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file} is not JSON: {error}.", do="Write it with escalate draft --out FILE.json.") from error
    try:
        if isinstance(data, dict) and "process" in data:
            draft = Draft.model_validate(data)
            return draft.process, draft.brief
        return EscalationProcess.model_validate(data), empty_brief()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = "/" + "/".join(map(str, first["loc"]))
        raise InputError(
            f"{file} is no escalation process: at {place}, {first['msg']}.", do="Mend that place."
        ) from error
