"""Reading Word and PDF files in a process of their own: no keys in it, and bounds on its time and memory."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Literal

from schemas.errors import AssistantError, InputError

SECONDS = 30.0
MOST_MEMORY = 2 << 30
ROOT = Path(__file__).parents[3]


async def read_apart(data: bytes, *, kind: Literal["docx", "pdf"]) -> str:
    """The file's text. Raises InputError also for a file whose reading takes too long or needs too much memory."""
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "ui.page.files.apart",
        kind,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=environment,
    )
    try:
        async with asyncio.timeout(SECONDS):
            out, _ = await process.communicate(data)
    except TimeoutError:
        raise InputError("Reading this file takes too long.", do="Paste the text instead.") from None
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode != 0 or not out:
        raise InputError("This file cannot be read.", do="Save it again, or paste the text instead.")
    told = json.loads(out)
    if "text" not in told:
        raise InputError(told["what"], do=told["do"])
    return str(told["text"])


def main(kind: str) -> None:
    """Read standard input as a file of the kind; write its text, or why not, as JSON to standard output."""
    _bound()
    from ui.page.files.pdf import pdf_text
    from ui.page.files.word import word_text

    data = sys.stdin.buffer.read()
    try:
        told = {"text": pdf_text(data) if kind == "pdf" else word_text(data)}
    except AssistantError as error:
        told = {"what": error.what, "do": error.do}
    sys.stdout.write(json.dumps(told))


def _bound() -> None:
    """Bound this process where the system can."""
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, int(SECONDS)),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main(sys.argv[1])
