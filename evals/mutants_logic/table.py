"""Every defect in every good process, judged by the proofs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.verify.prove import prove
from evals.mutants_logic.defects import Defect
from evals.mutants_logic.good import good_processes
from evals.mutants_logic.logic import DEFECTS as LOGIC
from evals.mutants_logic.time import DEFECTS as TIME
from schemas.process import EscalationProcess
from schemas.proofs import Proof

ALL_DEFECTS: tuple[Defect, ...] = LOGIC + TIME


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the proofs said of one defect in one process."""

    defect: Defect
    good: str
    proofs: tuple[Proof, ...]

    @property
    def shown(self) -> tuple[Proof, ...]:
        """The failures of the property that the defect breaks, each with its ticket."""
        failed = (p for p in self.proofs if p.property == self.defect.property and p.verdict == "fails")
        return tuple(p for p in failed if p.ticket is not None and p.ticket.story)

    @property
    def caught(self) -> bool:
        return bool(self.shown)


def seeded(process: EscalationProcess, defect: Defect) -> EscalationProcess:
    """The process with the defect."""
    data = json.loads(process.model_dump_json())
    defect.edit(data)
    return EscalationProcess.model_validate(data)


def verdicts(goods: Mapping[str, EscalationProcess] | None = None) -> tuple[Verdict, ...]:
    """One verdict for each defect in each good process."""
    chosen = good_processes() if goods is None else goods
    return tuple(
        Verdict(defect=defect, good=name, proofs=prove(seeded(process, defect)))
        for defect in ALL_DEFECTS
        for name, process in chosen.items()
    )


def false_alarms() -> tuple[str, ...]:
    """What the proofs say against the good processes."""
    return tuple(
        f"{name}: {proof.property} {proof.verdict}, {proof.what}"
        for name, process in good_processes().items()
        for proof in prove(process)
        if proof.verdict != "holds"
    )


def report() -> str:
    """A row for each property, then the sums and what was missed."""
    judged = verdicts()
    lines = ["| property | defects seeded | caught with a ticket |", "|---|---|---|"]
    for id in dict.fromkeys(v.defect.property for v in judged):
        mine = [v for v in judged if v.defect.property == id]
        lines.append(f"| {id} | {len(mine)} | {sum(v.caught for v in mine)} |")
    caught, alarms = sum(v.caught for v in judged), false_alarms()
    lines += ["", f"Caught {caught}/{len(judged)} = {caught / len(judged):.1%}, in {len(good_processes())} processes."]
    lines += [f"- missed: {v.defect.property} {v.defect.name}, in {v.good}" for v in judged if not v.caught]
    lines += [f"False alarms on the good processes: {len(alarms)}.", *(f"- {alarm}" for alarm in alarms)]
    return "\n".join(lines)
