"""`python -m evals.mutants` prints the mutant table; it fails below 98 % recall or above 2 % false alarms."""

from __future__ import annotations

import sys

from assistant.checks.run import ALL_CHECKS
from evals.mutants.goods import good_names
from evals.mutants.table import false_alarms, report, verdicts


def main() -> int:
    judged = verdicts()
    print(report(judged))
    recall = sum(v.caught for v in judged) / len(judged)
    possible = len(ALL_CHECKS) * len(good_names())
    return 0 if recall >= 0.98 and len(false_alarms()) <= 0.02 * possible else 1


if __name__ == "__main__":
    sys.exit(main())
