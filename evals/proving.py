"""`python -m evals.proving` prints how long the proofs of 40, 200 and 500 triggers take, the solver loaded already.

Both by the clock on the wall and by the processor's, which others on the machine do not slow down.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Sequence

from assistant.verify.prove import prove
from evals.mutants_logic.defects import declared, trigger
from evals.mutants_logic.good import Data, compared, good_processes, measured
from schemas.process import EscalationProcess
from schemas.proofs import Proof

SIZES = ((40, 9), (200, 5), (500, 3))
"""How many triggers, and how often they are proven."""
PER_ISSUE = 5


def with_triggers(count: int) -> EscalationProcess:
    """The sample's good process with so many issue types that it has about `count` triggers and alarms."""
    data: Data = json.loads(good_processes()["berlin office"].model_dump_json())
    more = count - len(data["rules"]["triggers"]) - len(data["alarms"])
    names = [f"issue-{n}" for n in range(-(-more // PER_ISSUE))]
    data["rules"]["issues"] += [data["rules"]["issues"][0] | {"id": name, "name": name} for name in names]
    for field in data["fields"]:
        if field["id"] == "issue_type":
            field["values"] += names
    known = {f["id"] for f in data["fields"]}
    wanted = ("similar_tickets_1h", "refund_amount", "workaround_available")
    data["fields"] += [declared(id) for id in wanted if id not in known]
    rows = [row for place, name in enumerate(names) for row in _rows(name, first=100 + place * PER_ISSUE)]
    for back in data["improvement"]["de_escalations"]:
        back["all_of"].append(compared("issue_type", "=", "api"))
    stuck = next(t for t in data["rules"]["triggers"] if t["id"] == "t1-stuck")
    stuck["order"] = 100 + len(names) * PER_ISSUE
    data["rules"]["triggers"] += rows[:more]
    return EscalationProcess.model_validate(data)


def _rows(issue: str, *, first: int) -> list[Data]:
    of_it = compared("issue_type", "=", issue)
    conditions: Sequence[tuple[Data, ...]] = (
        (of_it, measured("troubleshooting_time", ">=", 30, "min", clock="business")),
        (of_it, measured("similar_tickets_1h", ">=", 3, "count"), compared("severity", ">=", "p3")),
        (of_it, measured("refund_amount", ">", 500, "EUR")),
        (of_it, compared("workaround_available", "=", "no"), compared("customer_tier", "=", "enterprise")),
        (of_it, compared("confirmed_bug", "=", "yes"), measured("affected_accounts", ">=", 2, "count")),
    )
    return [trigger(f"{issue}-{n}", *each, order=first + n) for n, each in enumerate(conditions)]


def timed(process: EscalationProcess, *, times: int) -> tuple[list[float], list[float], tuple[Proof, ...]]:
    """Seconds of each run, on the wall and on the processor, and what the last one said."""
    wall: list[float] = []
    processor: list[float] = []
    proofs: tuple[Proof, ...] = ()
    for _ in range(times):
        start, began = time.perf_counter(), time.process_time()
        proofs = prove(process)
        wall.append(time.perf_counter() - start)
        processor.append(time.process_time() - began)
    return wall, processor, proofs


def main() -> int:
    prove(good_processes()["berlin office"])
    print("| triggers and alarms | median s | longest s | processor, median s | fails | unknown |")
    print("|---|---|---|---|---|---|")
    for count, times in SIZES:
        process = with_triggers(count)
        wall, processor, proofs = timed(process, times=times)
        said = [sum(p.verdict == verdict for p in proofs) for verdict in ("fails", "unknown")]
        took = (statistics.median(wall), max(wall), statistics.median(processor))
        row = (len(process.triggers), *(f"{seconds:.2f}" for seconds in took), *said)
        print("| " + " | ".join(map(str, row)) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
