"""The fault matrix: every run ends in the right result or in an error that names its cause."""

from __future__ import annotations

import os

import pytest

from evals.faults.matrix import ROWS, run_row
from evals.faults.row import Row
from evals.vendor.script import Vendor

RUNS = int(os.environ.get("FAULT_RUNS", "10"))
CASES = [pytest.param(row, vendor, id=f"{row.number}-{vendor}") for row in ROWS for vendor in row.vendors]


@pytest.mark.parametrize(("row", "vendor"), CASES)
async def test_a_fault_is_healed_or_named(row: Row, vendor: Vendor) -> None:
    """No run of the row is silently wrong, untyped, late, or ends otherwise than the row expects."""
    count = await run_row(row, vendor, runs=RUNS)
    assert not [f"{outcome.kind}: {outcome.detail}" for outcome in count.failings]
