"""`python -m evals.mutants` prints the mutant table; it fails below 98 % recall or above 2 % false alarms."""

from __future__ import annotations

import sys

from assistant.checks.run import ALL_CHECKS
from evals.mutants.table import false_alarms, report, verdicts


def main() -> int:
    print(report())
    judged = verdicts()
    recall = sum(v.caught for v in judged) / len(judged)
    return 0 if recall >= 0.98 and len(false_alarms()) <= 0.02 * len(ALL_CHECKS) else 1


if __name__ == "__main__":
    sys.exit(main())
