"""kill -9 at random points of a conversation: it goes on where it stood, no turn lost or doubled."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from assistant.session import open_session
from evals.killing import TURNS, scripted

KILLS = int(os.environ.get("KILLS", "5"))
"""Twenty were run for the record: KILLS=20 takes a minute and a half."""
IN_FLIGHT = 3
"""The parts of a draft that are written side by side."""
START_S = 1.2
LONGEST_RUN_S = 4.0


def held(folder: Path, *, killed_after_s: float | None) -> bool:
    """Whether one process came to the conversation's end before it was killed."""
    arguments = [sys.executable, "-m", "evals.killing", str(folder / "store.sqlite"), str(folder / "calls")]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        out, err = process.communicate(timeout=killed_after_s)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return False
    assert process.returncode == 0, err
    return "done" in out


async def test_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    """Each turn stands once in the transcript, the versions are those of an undisturbed run, few calls are repeated."""
    undisturbed, disturbed = tmp_path / "a", tmp_path / "b"
    undisturbed.mkdir()
    disturbed.mkdir()
    assert held(undisturbed, killed_after_s=None)
    chance, kills, began = random.Random(20), 0, time.monotonic()
    while kills < KILLS:
        if held(disturbed, killed_after_s=START_S + chance.uniform(0, LONGEST_RUN_S)):
            break
        kills += 1
        assert time.monotonic() - began < 110, "the conversation does not get on"
    while not held(disturbed, killed_after_s=None):
        pass
    paid, repaid = (len((f / "calls").read_text().splitlines()) for f in (undisturbed, disturbed))
    assert repaid - paid <= kills * IN_FLIGHT
    assert await seen(disturbed) == await seen(undisturbed)


async def seen(folder: Path) -> tuple[list[str], list[str]]:
    """What the person said and which versions there are, in order."""
    async with open_session(url=str(folder / "store.sqlite"), author=scripted()) as session:
        conversation = (await session.conversations())[0].id
        said = [m.text for m in await session.transcript(conversation) if m.role == "user"]
        assert said == list(TURNS)
        return said, [version.reason for version in await session.versions(conversation)]
