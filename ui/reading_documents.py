"""Reading a document that was written as JSON, with its brief where it has one."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from schemas.brief import Brief, empty_brief
from schemas.drafts import Draft
from schemas.errors import InputError
from schemas.process import EscalationProcess
from ui.reading_files import read_brief


def read_document(file: Path) -> tuple[EscalationProcess, Brief]:
    """The process and its brief; an empty brief for a process that stands alone. Raises InputError."""
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
