"""Every mutant judged: what was caught, what was missed, what was cried in vain."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.checks.run import ALL_CHECKS, run_checks
from evals.mutants.clocks import MUTANTS as CLOCKS
from evals.mutants.exchange import MUTANTS as EXCHANGE
from evals.mutants.good_b2b import good_process, sample_brief
from evals.mutants.mutant import Mutant
from evals.mutants.people import MUTANTS as PEOPLE

ALL_MUTANTS: tuple[Mutant, ...] = PEOPLE + CLOCKS + EXCHANGE
IN_BAND = 1_000
"""Words of the good process's body."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the checks said of one mutant."""

    mutant: Mutant
    found: frozenset[str]
    """Checks that found something which they do not find in the good process."""

    @property
    def caught(self) -> bool:
        return self.mutant.check in self.found

    @property
    def strays(self) -> frozenset[str]:
        """Checks that fired though the mutant does not break their property."""
        return self.found - {self.mutant.check, *self.mutant.also}


def false_alarms() -> frozenset[str]:
    """Checks that find something in the good process."""
    found = run_checks(good_process(), brief=sample_brief(), body_words=IN_BAND)
    return frozenset(f.check for f in found)


def verdicts() -> tuple[Verdict, ...]:
    """One verdict a mutant."""
    process, brief, clean = good_process(), sample_brief(), false_alarms()
    judged = []
    for mutant in ALL_MUTANTS:
        findings = run_checks(mutant.made_from(process), brief=mutant.brief(brief), body_words=mutant.words)
        judged.append(Verdict(mutant=mutant, found=frozenset(f.check for f in findings) - clean))
    return tuple(judged)


def report() -> str:
    """A row a check, then the sums."""
    judged = verdicts()
    lines = ["| check | mutants | caught | missed |", "|---|---|---|---|"]
    for check in ALL_CHECKS:
        mine = [v for v in judged if v.mutant.check == check.id]
        missed = ", ".join(v.mutant.name for v in mine if not v.caught)
        lines.append(f"| {check.id} {check.title} | {len(mine)} | {sum(v.caught for v in mine)} | {missed} |")
    caught, strays = sum(v.caught for v in judged), [v for v in judged if v.strays]
    lines.append("")
    lines.append(f"Recall {caught}/{len(judged)} = {caught / len(judged):.1%}.")
    lines.append(f"False alarms on the good process: {len(false_alarms())} of {len(ALL_CHECKS)} checks.")
    lines.append(f"Mutants that set off a check they do not break: {len(strays)}.")
    lines += [f"- {v.mutant.check} {v.mutant.name}: {', '.join(sorted(v.strays))}" for v in strays]
    return "\n".join(lines)
