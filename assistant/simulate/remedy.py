"""What would make a process feasible: for each shortfall the smallest change that a new run shows to be enough.

    found = remedies(process, brief)
    found.remedies      for each shortfall the smallest change, then the other ways
    found.after         the run with all the smallest changes made

Sizes are relative: three heads more on twelve are 0.25, a promise of two hours in place of one is 1, and hours cut from
168 to 45 a week are 0.73. What is only doubtful, because inputs are guessed, is left to whoever can tell them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant.simulate.inputs import Inputs, inputs_of
from assistant.simulate.process import GOAL, simulate
from assistant.simulate.proposals import Proposal, proposals
from schemas.brief import Brief
from schemas.estimates import Remedy, Shortfall, Simulation
from schemas.process import EscalationProcess
from schemas.staffing import PLANNED_LOAD

SEARCH_TICKETS = 10_000
"""Tickets of each run while searching; the last run has as many as were asked for."""
MOST_ROUNDS = 12
MOST_TRIED = 12
"""Sizes that are tried of one way."""
NONE_FOUND = "No single change within reason mends it."
ORDER = ("hours", "load", "on_call", "attainment")
"""What is mended first: the later ones may go away with it."""


@dataclass(frozen=True, kw_only=True)
class Remedies:
    """How a process becomes feasible."""

    before: Simulation
    remedies: tuple[Remedy, ...]
    """For each shortfall the smallest change first; the others are other ways to mend the same."""
    after: Simulation
    """The run with the smallest change for each shortfall."""
    process: EscalationProcess
    """The process with these changes."""

    @property
    def feasible(self) -> bool:
        """Whether nothing is left that certainly cannot be kept."""
        return not any(s.verdict == "no" for s in self.after.shortfalls)


def remedies(
    process: EscalationProcess,
    brief: Brief,
    *,
    inputs: Inputs | None = None,
    tickets: int = 100_000,
    seed: int = 1,
    goal: float = GOAL,
    stop: Callable[[], bool] | None = None,
) -> Remedies:
    """The smallest changes, found by trying and confirmed by running again.

    Where volume or a handle time is unknown, what needs neither is still mended: rotas, and promises while nobody is
    there. Raises as `simulate` does.
    """
    given = inputs if inputs is not None else inputs_of(process, brief)
    search = _Search(brief=brief, tickets=SEARCH_TICKETS, seed=seed, goal=goal, stop=stop)
    before = simulate(process, brief, inputs=given, tickets=tickets, seed=seed, goal=goal, stop=stop)
    found: list[Remedy] = []
    given_up: set[tuple[str, str]] = set()
    state, shown = Proposal(process=process, inputs=given, changes=()), before
    for _ in range(MOST_ROUNDS):
        shortfall = _next(shown, given_up)
        if shortfall is None:
            break
        ways = sorted(search.ways(state, shortfall), key=lambda way: way[0].size)
        if not ways:
            given_up.add((shortfall.kind, shortfall.where))
            found.append(Remedy(shortfall=shortfall, changes=(), confirmed=False, shown=NONE_FOUND))
            continue
        found += [_remedy(shortfall, proposal, run) for proposal, run in ways]
        state, shown = replace(ways[0][0], changes=()), ways[0][1]
    after = simulate(state.process, brief, inputs=state.inputs, tickets=tickets, seed=seed, goal=goal, stop=stop)
    return Remedies(before=before, remedies=tuple(found), after=after, process=state.process)


def _next(shown: Simulation, given_up: set[tuple[str, str]]) -> Shortfall | None:
    """What is mended next: what certainly fails, or is above the planned load as inputs stand, and was not given up."""
    above = {t.tier for t in shown.capacity.tiers if t.load is not None and t.load.value > PLANNED_LOAD}
    left = [
        s
        for s in shown.shortfalls
        if (s.verdict == "no" or (s.kind == "load" and s.where in above)) and (s.kind, s.where) not in given_up
    ]
    return min(left, key=lambda s: ORDER.index(s.kind), default=None)


@dataclass(frozen=True, kw_only=True)
class _Search:
    """Trying changes with runs."""

    brief: Brief
    tickets: int
    seed: int
    goal: float
    stop: Callable[[], bool] | None

    def ways(self, state: Proposal, shortfall: Shortfall) -> Iterator[tuple[Proposal, Simulation]]:
        """Each way to mend a shortfall at the smallest size that is enough, with the run that shows it."""
        for way in proposals(state, shortfall):
            if (enough := self._smallest(way, shortfall)) is not None:
                yield enough

    def _smallest(
        self, way: Callable[[int], Proposal | None], shortfall: Shortfall
    ) -> tuple[Proposal, Simulation] | None:
        """The first size that is enough: doubled until it is, then halved back to between enough and too little."""
        low, size = -1, 0
        enough: tuple[Proposal, Simulation] | None = None
        for _ in range(MOST_TRIED):
            tried = self._tried(way, size, shortfall)
            if tried is not None:
                enough, high = tried, size
                break
            if way(size) is None:
                return None
            low, size = size, max(1, size * 2)
        else:
            return None
        while high - low > 1:
            middle = (low + high) // 2
            tried = self._tried(way, middle, shortfall)
            low, high = (low, middle) if tried is not None else (middle, high)
            enough = tried if tried is not None else enough
        return enough

    def _tried(
        self, way: Callable[[int], Proposal | None], size: int, shortfall: Shortfall
    ) -> tuple[Proposal, Simulation] | None:
        proposal = way(size)
        if proposal is None:
            return None
        run = simulate(
            proposal.process,
            self.brief,
            inputs=proposal.inputs,
            tickets=self.tickets,
            seed=self.seed,
            goal=self.goal,
            stop=self.stop,
        )
        return (proposal, run) if not _still(run, shortfall) else None


def _still(run: Simulation, shortfall: Shortfall) -> bool:
    """Whether the run shows the same place failing for certain, or a tier above its planned load as inputs stand."""
    if shortfall.kind == "load" and any(t.receiver == shortfall.where and t.grows for t in run.tiers):
        return True
    if shortfall.kind == "load":
        return any(
            t.tier == shortfall.where and t.load is not None and t.load.value > PLANNED_LOAD for t in run.capacity.tiers
        )
    if shortfall.kind in ("hours", "attainment"):
        kept = next((p for p in run.promises if p.commitment == shortfall.where and p.kept is not None), None)
        if kept is not None and kept.kept is not None and kept.kept.value < kept.goal:
            return True
    return any(s.kind == shortfall.kind and s.where == shortfall.where and s.verdict == "no" for s in run.shortfalls)


def _remedy(shortfall: Shortfall, proposal: Proposal, run: Simulation) -> Remedy:
    return Remedy(shortfall=shortfall, changes=proposal.changes, confirmed=True, shown=_shown(shortfall, run))


def _shown(shortfall: Shortfall, run: Simulation) -> str:
    if shortfall.kind == "load":
        loads = {t.receiver: t.load for t in run.tiers} | {t.tier: t.load for t in run.capacity.tiers}
        load = loads.get(shortfall.where)
        return f"Its load is then {load.value:.0%} of its capacity." if load is not None else ""
    if shortfall.kind == "on_call":
        role = next((o for o in run.capacity.on_call if o.role == shortfall.where), None)
        if role is None:
            return "Nobody is on call any more."
        return f"{role.rota:g} people take turns." if role.rota is not None else ""
    kept = next((p.kept for p in run.promises if p.commitment == shortfall.where), None)
    if kept is None:
        return "Somebody is then there in every hour in which it runs."
    return f"{kept.value:.1%} of it are then kept ({kept.low:.1%} to {kept.high:.1%})."
