"""Plain queues, simulated: several people, one line, with patience or with priorities.

What comes of a run agrees with Erlang C, Erlang A and Cobham's priorities within its own interval; where a formula
exists, it is the better answer. The runs start empty, so their first tenth is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush, heapreplace
from itertools import pairwise

from assistant.simulate.intervals import Interval, of_batches, of_runs
from schemas.errors import InputError

WARM_UP = 0.1
"""The share of a run's start that is left out."""
BATCHES = 20
MOST_TICKETS = 20_000_000


@dataclass(frozen=True, kw_only=True)
class QueueRun:
    """What a run of a plain queue shows. Times are in the unit of the service time; shares are from 0 to 1."""

    tickets: int
    mean_wait: Interval
    waited: Interval
    """The share that finds everybody busy."""
    within: Interval
    """The share of those counted that is served within the time asked for (1 when none was)."""
    abandoned: Interval
    utilisation: Interval


def fifo(
    load: float,
    servers: int,
    *,
    tickets: int,
    seed: int,
    service: float = 1.0,
    within: float | None = None,
    patience: float | None = None,
) -> QueueRun:
    """A queue of `servers` people, first come first served, with exponential gaps and service times.

    load: erlangs. patience: the average of an exponential time after which somebody who waits leaves.
    Raises InputError at or above capacity without patience, where the line grows without end, for numbers that make no
    queue, and for fewer than 2,000 or more than 20 million tickets.
    """
    _check(load, servers, tickets, growing=patience is None)
    import numpy as np

    draw = np.random.default_rng(seed)
    arrivals = np.cumsum(draw.exponential(service / load, tickets)).tolist()
    services = draw.exponential(service, tickets).tolist()
    if patience is None:
        waits, left = _waits(arrivals, services, servers), list[bool]()
    else:
        waits, left = _impatient(arrivals, services, servers, draw.exponential(patience, tickets).tolist())
    return _summary(arrivals, services, waits, left, servers=servers, within=within)


def priorities(
    loads: Sequence[float], servers: int, *, tickets: int, seed: int, service: float = 1.0
) -> tuple[Interval, ...]:
    """The average wait of each class, the most urgent first; nobody at work is interrupted.

    loads: erlangs of each class. Raises InputError as `fifo` does.
    """
    whole = sum(loads)
    _check(whole, servers, tickets, growing=True)
    import numpy as np

    draw = np.random.default_rng(seed)
    arrivals = np.cumsum(draw.exponential(service / whole, tickets)).tolist()
    services = draw.exponential(service, tickets).tolist()
    classes = draw.choice(len(loads), size=tickets, p=np.array(loads) / whole).tolist()
    waits = _by_priority(arrivals, services, classes, servers)
    first = int(tickets * WARM_UP)
    by_class: list[list[float]] = [[] for _ in loads]
    for kind, wait in zip(classes[first:], waits[first:], strict=True):
        by_class[kind].append(wait)
    return tuple(of_batches(one, batches=BATCHES) for one in by_class)


def _waits(arrivals: list[float], services: list[float], servers: int) -> list[float]:
    free = [0.0] * servers
    waits = []
    for at, needed in zip(arrivals, services, strict=True):
        begins = free[0]
        if begins < at:
            begins = at
        heapreplace(free, begins + needed)
        waits.append(begins - at)
    return waits


def _impatient(
    arrivals: list[float], services: list[float], servers: int, patiences: list[float]
) -> tuple[list[float], list[bool]]:
    free = [0.0] * servers
    waits, left = [], []
    for at, needed, patient in zip(arrivals, services, patiences, strict=True):
        wait = free[0] - at
        if wait < 0:
            wait = 0.0
        gone = wait > patient
        if not gone:
            heapreplace(free, at + wait + needed)
        waits.append(patient if gone else wait)
        left.append(gone)
    return waits, left


def _by_priority(arrivals: list[float], services: list[float], classes: list[int], servers: int) -> list[float]:
    """Waits by ticket. The line holds one number a ticket, the class first, so that comparing is cheap."""
    size = len(arrivals)
    free = [0.0] * servers
    heapify(free)
    line: list[int] = []
    waits = [0.0] * size
    following = 0
    for _ in range(size):
        now = free[0]
        if not line and arrivals[following] > now:
            now = arrivals[following]
        while following < size and arrivals[following] <= now:
            heappush(line, classes[following] * size + following)
            following += 1
        ticket = heappop(line) % size
        waits[ticket] = now - arrivals[ticket]
        heapreplace(free, now + services[ticket])
    return waits


def _summary(
    arrivals: list[float],
    services: list[float],
    waits: list[float],
    left: list[bool],
    *,
    servers: int,
    within: float | None,
) -> QueueRun:
    first = int(len(waits) * WARM_UP)
    counted = waits[first:]
    gone = left[first:] or [False] * len(counted)
    served = [within is None or (wait <= within and not leaves) for wait, leaves in zip(counted, gone, strict=True)]
    work = [0.0 if leaves else needed for needed, leaves in zip(services[first:], gone, strict=True)]
    return QueueRun(
        tickets=len(waits),
        mean_wait=of_batches(counted, batches=BATCHES),
        waited=of_batches([float(wait > 0) for wait in counted], batches=BATCHES),
        within=of_batches([float(one) for one in served], batches=BATCHES),
        abandoned=of_batches([float(one) for one in gone], batches=BATCHES),
        utilisation=of_runs(list(_busy(arrivals[first:], work, servers))),
    )


def _busy(arrivals: list[float], work: list[float], servers: int) -> Iterator[float]:
    """The share of their time that people work, in each batch of the run."""
    size = len(arrivals) // BATCHES
    for since, until in pairwise(range(0, size * BATCHES + 1, size)):
        span = arrivals[min(until, len(arrivals) - 1)] - arrivals[since]
        yield sum(work[since:until]) / (servers * span)


def _check(load: float, servers: int, tickets: int, *, growing: bool) -> None:
    if not load > 0 or servers < 1:
        raise InputError(f"A load of {load:g} on {servers} people is no queue.", do="Give numbers above 0.")
    if growing and load >= servers:
        raise InputError(
            f"A load of {load:g} on {servers} people grows without end.", do="Add people, or take load away."
        )
    if not 2_000 <= tickets <= MOST_TICKETS:
        raise InputError(f"{tickets} tickets cannot be simulated.", do=f"Give 2,000 to {MOST_TICKETS:,}.")
