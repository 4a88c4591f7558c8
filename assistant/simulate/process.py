"""The simulation of a designed process: what is kept of each promise, and who is how busy.

    simulation = simulate(process, brief, tickets=100_000, seed=1)
    simulation.unknown      what is missing, if it cannot be told
    simulation.promises     how much of each promise is kept, with its band
    simulation.shortfalls   what cannot be kept as it stands

Independent runs share the tickets; each draws the guessed inputs anew, so that guesses widen the bands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.simulate.arrivals import arrivals
from assistant.simulate.capacity import capacity, draws_of, first_monday
from assistant.simulate.inputs import Inputs, cases_a_week, inputs_of
from assistant.simulate.layout import Layout
from assistant.simulate.outcome import Outcome, estimates, outcome_of
from assistant.simulate.run import Run
from assistant.simulate.shortfalls import shortfalls
from schemas.brief import Brief
from schemas.errors import InputError
from schemas.estimates import Capacity, Simulation
from schemas.process import EscalationProcess

GOAL = 0.95
"""The share of a promise's cases that has to be kept."""
RUNS = 20
FEWEST_RUNS = 5
SHORTEST_WEEKS = 2.0
LONGEST_WEEKS = 104.0
WARM_UP = 0.1
MOST_TICKETS = 2_000_000

ALWAYS_ASSUMED = (
    "A case is answered when somebody takes it up; nobody interrupts a case for another.",
    "Cases come evenly over the hours in which their severity is worked on or their promise runs, the longer of both.",
    "Handle times are spread log-normally, with a standard deviation as large as their average.",
    "Nobody waits for a customer, and the updates between are sent in time.",
    "Where a case goes to somebody who is not there, whoever owes the answer gives it in the time to acknowledge.",
    "A manager who is told of a late case sees to it that it is taken next where it is.",
)


def simulate(
    process: EscalationProcess,
    brief: Brief,
    *,
    inputs: Inputs | None = None,
    tickets: int = 100_000,
    seed: int = 1,
    goal: float = GOAL,
    shape: Sequence[float] | None = None,
    stop: Callable[[], bool] | None = None,
    progress: Callable[[float], None] | None = None,
) -> Simulation:
    """What is kept of the process's promises, with bands; only the gaps where volume or a handle time is unknown.

    inputs: instead of those of the brief, such as `inputs_of(process, brief).known("volume", 1500)`. tickets: in all
    runs together; more are taken where a run would not last two weeks. shape: as `arrivals` has it. stop: asked now and
    then; progress: told the share that is done, 0 to 1.
    Raises Stopped when `stop` says so, InputError for a number of tickets out of range or a rule that cannot be read.
    """
    given = inputs if inputs is not None else inputs_of(process, brief)
    carried = capacity(process, brief, inputs=given)
    if given.unknown:
        return _unknown(process, given, seed=seed, carried=carried)
    weekly = cases_a_week(given.point(), process)
    runs, weeks = _extent(tickets, weekly)
    layout = Layout(process=process, inputs=given, start=first_monday(process), weeks=weeks)
    outcomes: list[Outcome] = []
    for run, values in enumerate(draws_of(given, runs=runs, seed=seed)):
        outcomes.append(_one(layout, values, seed=(seed, run), shape=shape, stop=stop))
        if progress is not None:
            progress((run + 1) / runs)
    found = estimates(layout, outcomes, carried=carried, goal=goal)
    return Simulation(
        tickets=sum(o.tickets for o in outcomes),
        runs=runs,
        weeks=weeks,
        seed=seed,
        promises=found.promises,
        tiers=found.tiers,
        pages=found.pages,
        shortfalls=shortfalls(layout, carried, found.promises, found.tiers),
        capacity=carried,
        unknown=(),
        assumed=_assumed(given, shape),
    )


def _one(
    layout: Layout,
    values: dict[str, float],
    *,
    seed: tuple[int, int],
    shape: Sequence[float] | None,
    stop: Callable[[], bool] | None,
) -> Outcome:
    import numpy as np

    draw = np.random.default_rng(seed)
    moments, kinds = arrivals(layout, values, draw, shape=shape)
    run = Run(layout, values, draw, moments=moments, kinds=kinds, warm_up=layout.weeks * 10_080 * WARM_UP)
    run.go(stop)
    return outcome_of(run, moments, kinds)


def _extent(tickets: int, weekly: float) -> tuple[int, float]:
    """How many runs of how many weeks."""
    if not 1_000 <= tickets <= MOST_TICKETS:
        raise InputError(f"{tickets} tickets cannot be simulated.", do=f"Give 1,000 to {MOST_TICKETS:,}.")
    if weekly <= 0:
        raise InputError("No tickets come in.", do="Give a volume above 0.")
    runs = int(min(RUNS, max(FEWEST_RUNS, tickets / weekly // SHORTEST_WEEKS)))
    weeks = min(LONGEST_WEEKS, max(SHORTEST_WEEKS, tickets / weekly / runs))
    if runs * weeks * weekly > 1.5 * MOST_TICKETS:
        raise InputError(
            f"{weekly:,.0f} tickets a week are too many to follow one by one.", do="Read the capacity instead."
        )
    return runs, weeks


def _unknown(process: EscalationProcess, inputs: Inputs, *, seed: int, carried: Capacity) -> Simulation:
    layout = Layout(process=process, inputs=inputs, start=first_monday(process), weeks=1)
    return Simulation(
        tickets=0,
        runs=0,
        weeks=0.0,
        seed=seed,
        promises=(),
        tiers=(),
        pages=(),
        shortfalls=shortfalls(layout, carried, (), ()),
        capacity=carried,
        unknown=inputs.unknown,
        assumed=inputs.assumed,
    )


def _assumed(inputs: Inputs, shape: Sequence[float] | None) -> tuple[str, ...]:
    general = ALWAYS_ASSUMED if shape is None else (ALWAYS_ASSUMED[0], *ALWAYS_ASSUMED[2:])
    return (*inputs.assumed, *general)
