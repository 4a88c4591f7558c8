"""`escalate prove`: the proofs of a document that is there already."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.verify.prove import Limits, prove
from schemas.proofs import CounterTicket, Proof
from ui.failures import BLOCKERS, DONE
from ui.reading_documents import read_document

MARKS = {"holds": "holds", "fails": "FAILS", "unknown": "unknown"}


def run(*, file: Path, seconds: float, as_json: bool) -> int:
    """Prove the document in `file` and print the table and the tickets; the exit code is 6 when a proof fails."""
    process, brief = read_document(file)
    proofs = prove(process, brief, limits=Limits(seconds=seconds))
    if as_json:
        listed = {"proofs": [p.model_dump() for p in proofs]}
        sys.stdout.write(json.dumps(listed, indent=1, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(in_words(proofs))
    return BLOCKERS if any(p.verdict == "fails" for p in proofs) else DONE


def in_words(proofs: Sequence[Proof]) -> str:
    """The table of properties, then each failure with its ticket and each doubt with its reason, then the sums."""
    rows: dict[str, list[Proof]] = {}
    for proof in proofs:
        rows.setdefault(proof.property, []).append(proof)
    wide = max(len(id) for id in rows)
    lines = [f"{id:{wide}}  {_verdict(ones):9}  {ones[0].title}" for id, ones in rows.items()]
    for proof in proofs:
        if proof.verdict != "holds":
            lines += ["", *_told(proof)]
    sums = [(word, sum(p.verdict == word for p in proofs)) for word in ("fails", "unknown")]
    held = sum(all(p.verdict == "holds" for p in ones) for ones in rows.values())
    lines += ["", f"{held} of {len(rows)} properties hold; failures: {sums[0][1]}, undecided: {sums[1][1]}."]
    return "\n".join(lines) + "\n"


def _verdict(proofs: Sequence[Proof]) -> str:
    failed = sum(p.verdict == "fails" for p in proofs)
    if failed > 1:
        return f"{MARKS['fails']} {failed}x"
    return MARKS["fails" if failed else "unknown" if any(p.verdict == "unknown" for p in proofs) else "holds"]


def _told(proof: Proof) -> list[str]:
    place = f" at {proof.where}" if proof.where else ""
    lines = [f"{proof.property} {MARKS[proof.verdict]}{place}", f"    {proof.what}"]
    if proof.ticket is not None:
        lines += _ticket(proof.ticket)
    return lines + ([f"    {proof.mend}"] if proof.mend else [])


def _ticket(ticket: CounterTicket) -> list[str]:
    facts = ", ".join(f"{fact.field} {fact.value}" for fact in ticket.facts)
    comes = f", comes {ticket.arrives}" if ticket.arrives else ""
    lines = [f"    Ticket: {facts or 'any'}{comes}"]
    return lines + [f"      {f'{moment.at}  ' if moment.at else ''}{moment.what}" for moment in ticket.story]
