"""The page's server in a process of its own, to be stopped or killed like any other."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Running:
    """A server that listens."""

    process: subprocess.Popen[str]
    address: str

    @property
    def port(self) -> int:
        return int(self.address.rstrip("/").rpartition(":")[2])

    def kill(self) -> None:
        """Kill it as the power cut would: no signal that it could hear."""
        self.process.kill()
        self.process.wait()


@contextmanager
def running(
    folder: Path, *, port: int = 0, pause_s: float = 0.0, environment: Mapping[str, str] | None = None
) -> Iterator[Running]:
    """A server that keeps its store in the folder; it is killed at the end of the block."""
    command = [sys.executable, "-m", "evals.page", "--store", f"sqlite:///{folder / 'store.db'}"]
    given = {**os.environ, "XDG_DATA_HOME": str(folder), **(environment or {})}
    process = subprocess.Popen(  # noqa: S603 - our own module
        [*command, "--port", str(port), "--pause", str(pause_s)],
        cwd=ROOT,
        env=given,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Running(process, _address(process))
    finally:
        process.kill()
        process.wait()


def _address(process: subprocess.Popen[str]) -> str:
    """Where it listens, as it says itself."""
    assert process.stdout is not None
    for line in process.stdout:
        found = next((word for word in line.split() if word.startswith("http")), None)
        if found:
            return found
    raise RuntimeError("the server ended before it listened")
