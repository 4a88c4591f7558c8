"""Queues in formulas: Erlang B, C and A, priorities, and networks of tiers.

Sources: A. K. Erlang's loss and delay formulas; C. Palm's queue with impatient customers (Erlang A) as a birth-death
process; A. Cobham's waits of priority classes. Loads are in erlangs (arrival rate x mean service time), times in
whatever unit the caller keeps to.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.errors import InputError
from schemas.staffing import PLANNED_LOAD

NEGLIGIBLE = 1e-15


def blocking(load: float, servers: int) -> float:
    """Erlang B: the share of arrivals that find all servers busy where nobody waits. 0 servers block everything.

    Raises InputError for a negative load or number of servers.
    """
    _check(load, servers)
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def wait_probability(load: float, servers: int) -> float:
    """Erlang C: the share of arrivals that wait; 1 at or above capacity, where the queue grows."""
    if load >= servers:
        _check(load, servers)
        return 1.0
    blocked = blocking(load, servers)
    return blocked / (1 - load / servers * (1 - blocked))


def mean_wait(load: float, servers: int, *, service: float) -> float:
    """Erlang C's average wait in the unit of `service`, the mean service time; infinite at or above capacity."""
    if load >= servers:
        _check(load, servers)
        return math.inf
    return wait_probability(load, servers) * service / (servers - load)


def service_level(load: float, servers: int, *, service: float, within: float) -> float:
    """Erlang C's share of arrivals that are served within a time; 0 at or above capacity."""
    if load >= servers:
        _check(load, servers)
        return 0.0
    return 1 - wait_probability(load, servers) * math.exp(-(servers - load) * within / service)


def servers_for(load: float, *, service: float, within: float, level: float) -> int:
    """The fewest servers of Erlang C that serve a share `level` (below 1) of arrivals within a time.

    Raises InputError for a level that no number of servers reaches.
    """
    if not 0 < level < 1:
        raise InputError(f"A service level of {level:g} cannot be staffed for.", do="Give a share between 0 and 1.")
    servers = math.floor(load) + 1
    while service_level(load, servers, service=service, within=within) < level:
        servers += 1
    return servers


@dataclass(frozen=True, kw_only=True)
class Impatient:
    """A queue in which people give up."""

    wait_probability: float
    abandoned: float
    """The share of arrivals that give up."""
    mean_wait: float
    """Of all arrivals, in the unit of the times given."""
    utilisation: float


def with_patience(load: float, servers: int, *, service: float, patience: float) -> Impatient:
    """Erlang A: arrivals wait an exponential time of mean `patience` and then leave; it has a steady state at any load.

    Raises InputError for times that are not above 0.
    """
    _check(load, servers)
    if service <= 0 or patience <= 0:
        raise InputError("Service time and patience must be above 0.", do="Give both in the same unit.")
    if load == 0 or servers == 0:
        abandoned = 1.0 if load else 0.0
        return Impatient(
            wait_probability=abandoned, abandoned=abandoned, mean_wait=patience * abandoned, utilisation=0.0
        )
    weights = _weights(load, servers, give_up=service / patience)
    whole = math.fsum(weights.values())
    waiting = math.fsum(w for k, w in weights.items() if k >= servers) / whole
    queue = math.fsum((k - servers) * w for k, w in weights.items() if k > servers) / whole
    busy = math.fsum(min(k, servers) * w for k, w in weights.items()) / whole
    return Impatient(
        wait_probability=waiting,
        abandoned=queue * service / patience / load,
        mean_wait=queue * service / load,
        utilisation=busy / servers,
    )


def _weights(load: float, servers: int, *, give_up: float) -> dict[int, float]:
    """The weight of each number of people in the system, 1 at the likeliest; negligible ones are left out."""

    def leaving(people: int) -> float:
        return min(people, servers) + max(0, people - servers) * give_up

    peak = math.floor(load) if load < servers else servers + math.floor((load - servers) / give_up)
    weights, weight, people = {peak: 1.0}, 1.0, peak
    while people > 0 and weight > NEGLIGIBLE:
        weight *= leaving(people) / load
        people -= 1
        weights[people] = weight
    weight, people = 1.0, peak
    while weight > NEGLIGIBLE:
        people += 1
        weight *= load / leaving(people)
        weights[people] = weight
    return weights


def priority_waits(loads: Sequence[float], servers: int, *, service: float) -> tuple[float, ...]:
    """The average wait of each class, the most urgent first, where nobody at work is interrupted.

    loads: erlangs of each class; all have the same exponential service time. A class is infinite from where the
    classes up to it fill the servers: what stands above it is still served.
    """
    whole = sum(loads)
    _check(whole, servers)
    if servers == 0:
        return tuple(math.inf for _ in loads)
    # While the lower classes overload the servers, somebody is always found busy: W0 is then service / servers.
    first = wait_probability(whole, servers) * service / servers
    waits, before = [], 0.0
    for load in loads:
        upto = before + load / servers
        waits.append(first / ((1 - before) * (1 - upto)) if upto < 1 else math.inf)
        before = upto
    return tuple(waits)


def network_flows(arrivals: Sequence[float], routing: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """The flow through each tier: what arrives there and what other tiers hand to it, hand-backs included.

    arrivals: from outside, a tier each. routing: row i, column j is the share of tier i's cases that goes to tier j.
    Raises InputError where cases never leave the tiers.
    """
    size = len(arrivals)
    rows = [[(1.0 if i == j else 0.0) - routing[j][i] for j in range(size)] + [float(arrivals[i])] for i in range(size)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda r: abs(rows[r][column]))
        if abs(rows[pivot][column]) < 1e-12:
            raise InputError("Cases go round between the tiers for ever.", do="Let a share of every tier's cases end.")
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(size):
            if row != column:
                share = rows[row][column] / rows[column][column]
                rows[row] = [a - share * b for a, b in zip(rows[row], rows[column], strict=True)]
    flows = tuple(rows[i][size] / rows[i][i] for i in range(size))
    if any(flow < -1e-9 for flow in flows):
        raise InputError("More cases are handed on than there are.", do="Let the shares of a tier add up to at most 1.")
    return flows


def break_even(servers: float, *, service: float, load: float = PLANNED_LOAD) -> float:
    """The arrivals per unit of `service` that fill `servers` people to a planned load."""
    if service <= 0:
        raise InputError("The time for a case must be above 0.", do="Give the handle time of the tier.")
    return servers * load / service


def _check(load: float, servers: int) -> None:
    if not load >= 0 or math.isinf(load) or servers < 0:
        raise InputError(
            f"A load of {load:g} on {servers} people cannot be calculated.", do="Give numbers of 0 or more."
        )
