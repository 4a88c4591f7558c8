"""A process as JSON, for programs and for comparing by eye."""

from __future__ import annotations

import json

from schemas.process import EscalationProcess


def process_json(process: EscalationProcess) -> str:
    """Pretty JSON in the order of the nouns' fields, always the same for the same process; ends with a newline."""
    return json.dumps(process.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
