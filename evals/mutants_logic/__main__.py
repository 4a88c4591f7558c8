"""`python -m evals.mutants_logic` prints the table; it fails below 98 % recall or with a false alarm."""

from __future__ import annotations

import sys

from evals.mutants_logic.table import false_alarms, report, verdicts


def main() -> int:
    print(report())
    judged = verdicts()
    return 0 if sum(v.caught for v in judged) >= 0.98 * len(judged) and not false_alarms() else 1


if __name__ == "__main__":
    sys.exit(main())
