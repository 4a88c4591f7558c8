"""Released versions are frozen: a digest of the folder is kept in it, and a changed folder is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

from prompts.places import broken

SEAL = "RELEASED"


def digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of the version's files, the seal left out."""
    total = hashlib.sha256()
    for path in sorted(each for each in folder.iterdir() if each.is_file() and each.name != SEAL):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def release(folder: Path) -> None:
    """Seal a version: from now on a change to any file of it is refused."""
    (folder / SEAL).write_text(digest(folder) + "\n", encoding="utf-8")


def check_unchanged(folder: Path) -> None:
    """Raises CardError when the version was released and has changed since."""
    seal = folder / SEAL
    if seal.is_file() and seal.read_text(encoding="utf-8").strip() != digest(folder):
        raise broken(seal, 1, "this version was released and has changed since: write a new version instead.")
