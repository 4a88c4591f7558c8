"""The process as JSON."""

from __future__ import annotations

from assistant.render.json_form import process_json
from schemas.process import EscalationProcess


def test_process_comes_back_from_its_json(process: EscalationProcess) -> None:
    """Nothing is lost or added."""
    assert EscalationProcess.model_validate_json(process_json(process)) == process


def test_json_keeps_every_letter_readable(process: EscalationProcess) -> None:
    """Umlauts are no escapes, and the order is that of the nouns."""
    named = process.model_copy(update={"fit": process.fit.model_copy(update={"reason": "Für drei Stufen"})})
    text = process_json(named)
    assert "Für drei Stufen" in text
    assert text.index('"authorship"') < text.index('"frame"') < text.index('"improvement"')
