"""`escalate simulate`: what is kept of a document's promises, and what would make it feasible."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from assistant.simulate.inputs import Inputs, inputs_of
from assistant.simulate.process import simulate
from assistant.simulate.remedy import Remedies, remedies
from schemas.brief import Brief
from schemas.errors import InputError
from schemas.estimates import Capacity, Estimate, EstimateInput, Remedy, Simulation
from schemas.process import EscalationProcess
from ui.failures import BLOCKERS, DONE, MISSING
from ui.reading_documents import read_document

MARKS = {"yes": "kept", "no": "NOT KEPT", "doubtful": "doubtful", "unknown": "unknown"}
FEASIBLE = {
    "yes": "Everything can be kept.",
    "no": "Not everything can be kept.",
    "doubtful": "Whether everything can be kept depends on numbers that were guessed.",
    "unknown": "",
}


def run(
    *, file: Path, tickets: int, seed: int, week: float | None, handle: Mapping[str, float], mend: bool, as_json: bool
) -> int:
    """Simulate the document in `file` and print what is kept.

    week and handle: tickets a week and minutes by tier, in place of the brief's. The exit code is 6 when something
    certainly cannot be kept and 3 when volume or handle times are missing.
    """
    process, brief = read_document(file)
    inputs = _inputs(process, brief, week=week, handle=handle)
    if mend:
        found = remedies(process, brief, inputs=inputs, tickets=tickets, seed=seed)
        simulation = found.before
    else:
        found = None
        progress = _progress if sys.stderr.isatty() else None
        simulation = simulate(process, brief, inputs=inputs, tickets=tickets, seed=seed, progress=progress)
    if as_json:
        told = simulation.model_dump(mode="json") | {"feasible": simulation.feasible}
        if found is not None:
            told |= {"remedies": [r.model_dump(mode="json") for r in found.remedies], "feasible_then": found.feasible}
        sys.stdout.write(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(in_words(simulation, process) + (mended_in_words(found) if found is not None else ""))
    certain = any(s.verdict == "no" for s in simulation.shortfalls)
    return BLOCKERS if certain else MISSING if simulation.unknown else DONE


def minutes_of(pairs: tuple[str, ...]) -> dict[str, float]:
    """`tier=minutes` pairs as handle times. Raises InputError for anything else."""
    found = {}
    for pair in pairs:
        tier, _, minutes = pair.partition("=")
        try:
            found[tier] = float(minutes)
        except ValueError as error:
            raise InputError(f"{pair!r} is no handle time.", do="Write handle times like --handle t1=15.") from error
    return found


def in_words(simulation: Simulation, process: EscalationProcess) -> str:
    """Tables of promises and tiers, what falls short, and what all of it rests on."""
    lines: list[str] = []
    if simulation.unknown:
        lines += [
            f"Unknown: {', '.join(simulation.unknown)}.",
            "So nothing is said of waits and of promises kept. What each tier can carry at most:",
            "",
        ]
    else:
        runs = f"{simulation.tickets:,} tickets in {simulation.runs} runs of {simulation.weeks:.0f} weeks"
        lines += [f"{runs}, seed {simulation.seed}. In brackets: the band of chance and of guessed inputs.", ""]
        lines += [*_promises(simulation), "", *_tiers(simulation), ""]
    lines += [*_capacity(simulation.capacity, process), ""]
    if simulation.shortfalls:
        lines += [f"{'!' if s.verdict == 'no' else '?'} {s.what}" for s in simulation.shortfalls] + [""]
    guessed = [i for i in simulation.capacity.inputs if i.low < i.high]
    lines += [f"Guessed: {_named(i, process)}: {i.value:g} {i.unit} ({i.low:g} to {i.high:g})." for i in guessed]
    lines += [f"Assumed: {each}" for each in simulation.assumed]
    lines += [FEASIBLE[simulation.feasible]] if FEASIBLE[simulation.feasible] else []
    return "\n".join(lines) + "\n"


def mended_in_words(found: Remedies) -> str:
    """What would help, the smallest change of each shortfall first."""
    if not found.remedies:
        return "\nNothing has to be changed.\n"
    lines, seen = ["", "What would make it feasible:"], set[tuple[str, str]]()
    for remedy in found.remedies:
        place = (remedy.shortfall.kind, remedy.shortfall.where)
        lines += [*([] if place in seen else ["", remedy.shortfall.what]), _way(remedy, smallest=place not in seen)]
        seen.add(place)
    then = "nothing is left that certainly cannot be kept" if found.feasible else "something still cannot be kept"
    return "\n".join([*lines, "", f"With the smallest change for each, {then} (run again)."]) + "\n"


def _inputs(process: EscalationProcess, brief: Brief, *, week: float | None, handle: Mapping[str, float]) -> Inputs:
    inputs = inputs_of(process, brief)
    tiers = [t.id for t in process.frame.tiers]
    for tier, minutes in handle.items():
        if tier not in tiers or minutes <= 0:
            raise InputError(
                f"{tier}={minutes:g} is no handle time.", do=f"Give minutes for one of {', '.join(tiers)}."
            )
        inputs = inputs.known(f"handle:{tier}", minutes)
    if week is not None and week <= 0:
        raise InputError(f"{week:g} tickets a week are none.", do="Give a number above 0.")
    return inputs.known("volume", week) if week is not None else inputs


def _promises(simulation: Simulation) -> list[str]:
    wide = max((len(p.commitment) for p in simulation.promises), default=0)
    return [f"{'promise':{wide}}  {'kept':>24}  {'cases':>7}"] + [
        f"{p.commitment:{wide}}  {_share(p.kept):>24}  {p.cases:7}  {MARKS[p.verdict]}" for p in simulation.promises
    ]


def _tiers(simulation: Simulation) -> list[str]:
    wide = max((len(t.name) for t in simulation.tiers), default=0)
    pages = {p.receiver: p.a_week for p in simulation.pages}
    lines = [f"{'who':{wide}}  {'time worked':>24}  {'average wait, min':>24}  {'cases/week':>10}  {'pages/week':>16}"]
    for tier in simulation.tiers:
        wait = "grows without end" if tier.grows else _number(tier.wait_minutes)
        paged = _number(pages.get(tier.receiver))
        lines.append(
            f"{tier.name:{wide}}  {_share(tier.load):>24}  {wait:>24}  {tier.cases_a_week:10.1f}  {paged:>16}".rstrip()
        )
    return lines


def _capacity(capacity: Capacity, process: EscalationProcess) -> list[str]:
    lines = []
    for tier in capacity.tiers:
        if tier.hours_a_week is None or tier.heads is None:
            continue
        told = (
            f"{process.receivers[tier.tier].name}: {tier.heads:g} people, {tier.hours_a_week:.0f} working hours a week"
        )
        if tier.load is not None:
            told += f", loaded to {_share(tier.load)}"
        if tier.break_even_cases is not None:
            told += f"; carries {tier.break_even_cases:.0f} cases a week of {tier.handle_minutes:g} min"
        elif tier.break_even_minutes is not None:
            told += f"; a case may take it {tier.break_even_minutes:.0f} min on average"
        else:
            told += f"; carries {tier.hours_a_week * 0.85:.0f} hours of cases a week"
        lines.append(told + ".")
    return lines


def _way(remedy: Remedy, *, smallest: bool) -> str:
    if not remedy.confirmed:
        return f"  - {remedy.shown}"
    changes = " ".join(change.what for change in remedy.changes)
    return f"  {'>' if smallest else '-'} {changes} {remedy.shown}"


def _named(guess: EstimateInput, process: EscalationProcess) -> str:
    """What a guessed number is, with the tier's name in place of its id."""
    tier = guess.id.partition(":")[2]
    return guess.text.replace(tier, process.receivers[tier].name) if tier in process.receivers else guess.text


def _share(estimate: Estimate | None) -> str:
    if estimate is None:
        return "no case"
    value, low, high = (f"{one * 100:.1f}" for one in (estimate.value, estimate.low, estimate.high))
    return f"{value} % ({low} to {high})"


def _number(estimate: Estimate | None) -> str:
    return "" if estimate is None else f"{estimate.value:.1f} ({estimate.low:.1f} to {estimate.high:.1f})"


def _progress(done: float) -> None:
    sys.stderr.write(f"\rsimulated {done:4.0%}" + ("\n" if done >= 1 else ""))
    sys.stderr.flush()
