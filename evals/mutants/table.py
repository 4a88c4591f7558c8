"""Every mutant judged: what was caught, what was missed, what was cried in vain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assistant.checks.run import ALL_CHECKS, run_checks
from evals.mutants.clocks import MUTANTS as CLOCKS
from evals.mutants.exchange import MUTANTS as EXCHANGE
from evals.mutants.goods import FIRST, Good, good, good_names
from evals.mutants.mutant import IN_BAND, Mutant
from evals.mutants.people import MUTANTS as PEOPLE
from evals.mutants.read_times import MUTANTS as READ_TIMES
from evals.mutants.read_words import MUTANTS as READ_WORDS

READ: tuple[Mutant, ...] = READ_TIMES + READ_WORDS
"""Mutants that do not know any good process's own ids."""
ALL_MUTANTS: tuple[Mutant, ...] = PEOPLE + CLOCKS + EXCHANGE + READ


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the checks said of one mutant of one good process."""

    good: str
    mutant: Mutant
    found: frozenset[str]
    """Checks that found something which they do not find in the good process."""

    @property
    def name(self) -> str:
        return f"{self.mutant.check}: {self.mutant.name} ({self.good})"

    @property
    def caught(self) -> bool:
        return self.mutant.check in self.found

    @property
    def strays(self) -> frozenset[str]:
        """Checks that fired though the mutant does not break their property.

        Told of the first good process only: in the others an edit with its ids breaks references as well.
        """
        return self.found - {self.mutant.check, *self.mutant.also} if self.good == FIRST else frozenset()


@cache
def false_alarms() -> tuple[tuple[str, str], ...]:
    """A good process and a check that finds something in it, for each such pair."""
    return tuple((name, check) for name in good_names() for check in sorted(_found(good(name))))


def verdicts(names: tuple[str, ...] | None = None, *, mutants: tuple[Mutant, ...] = ALL_MUTANTS) -> tuple[Verdict, ...]:
    """One verdict for each mutant of each good process, or of those named, to which it applies."""
    judged = []
    for name in good_names() if names is None else names:
        clean = _found(good(name))
        for mutant in mutants:
            made = mutant.made_of(good(name))
            if made is not None:
                process, brief = made
                findings = run_checks(process, brief=brief, body_words=mutant.words)
                found = frozenset(f.check for f in findings) - clean
                judged.append(Verdict(good=name, mutant=mutant, found=found))
    return tuple(judged)


def _found(one: Good) -> frozenset[str]:
    return frozenset(f.check for f in run_checks(one.process, brief=one.brief, body_words=IN_BAND))


def report(judged: tuple[Verdict, ...]) -> str:
    """A row a check, then the sums."""
    lines = ["| check | mutants | caught | missed |", "|---|---|---|---|"]
    for check in ALL_CHECKS:
        mine = [v for v in judged if v.mutant.check == check.id]
        missed = ", ".join(f"{v.mutant.name} ({v.good})" for v in mine if not v.caught)
        lines.append(f"| {check.id} {check.title} | {len(mine)} | {sum(v.caught for v in mine)} | {missed} |")
    caught, strays = sum(v.caught for v in judged), [v for v in judged if v.strays]
    alarms, possible = false_alarms(), len(ALL_CHECKS) * len(good_names())
    lines.append("")
    lines.append(f"{len(ALL_MUTANTS)} mutants on {len(good_names())} good processes: {', '.join(good_names())}.")
    lines.append(f"Recall {caught}/{len(judged)} = {caught / len(judged):.1%}.")
    lines.append(f"False alarms on the good processes: {len(alarms)} of {possible}.")
    lines += [f"- {check} on {name}" for name, check in alarms]
    lines.append(f"Mutants that set off a check they do not break: {len(strays)}.")
    lines += [f"- {v.name}: {', '.join(sorted(v.strays))}" for v in strays]
    return "\n".join(lines)
