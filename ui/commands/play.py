"""`escalate play`: one ticket under a document's rules, event by event."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.simulate.play import play
from schemas.errors import InputError
from schemas.played import Played, PlayedTicket
from ui.failures import BLOCKERS, DONE
from ui.reading_documents import read_document


def run(*, file: Path, ticket: PlayedTicket, as_json: bool) -> int:
    """Play the ticket and print its course; the exit code is 6 when a promise is broken."""
    process, brief = read_document(file)
    played = play(process, ticket, brief=brief)
    sys.stdout.write(played.model_dump_json(indent=1) + "\n" if as_json else in_words(played))
    return DONE if played.all_kept else BLOCKERS


def facts_of(pairs: Sequence[str]) -> dict[str, str]:
    """`name=value` pairs as a ticket's facts. Raises InputError for anything else."""
    facts = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not name or not equals or not value:
            raise InputError(f"{pair!r} is no fact.", do="Write facts like --fact security_flag=yes.")
        facts[name] = value
    return facts


def in_words(played: Played) -> str:
    """A line for each event, then what became of each promise."""
    wide = max(len(m.what) for m in played.moments)
    lines = [
        f"{m.at.replace('T', ' ')}  +{m.after_minutes:g} min".ljust(38)
        + f"{m.what.ljust(wide)}  {m.rule or ''}".rstrip()
        for m in played.moments
    ]
    lines.append("")
    for promise in played.promises:
        told = f"kept {promise.met}" if promise.kept else f"met late, {promise.met}" if promise.met else "not met"
        lines.append(f"{promise.commitment}: due {promise.due}, {told}".replace("T", " "))
    return "\n".join([*lines, *played.assumed, f"Ended {played.ended}."]) + "\n"
