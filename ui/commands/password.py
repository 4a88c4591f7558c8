"""`escalate password`: a line for the file of users."""

from __future__ import annotations

import getpass
import sys

from schemas.errors import InputError
from ui.failures import DONE


def run(*, name: str) -> int:
    """Ask for a password and print `name:hash`; the exit code."""
    from ui.page.signing.hashes import hash_of
    from ui.page.signing.people import SHORTEST_PASSWORD, check_name

    check_name(name)
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if len(password) < SHORTEST_PASSWORD:
        raise InputError(f"The password has fewer than {SHORTEST_PASSWORD} characters.", do="Choose a longer one.")
    if sys.stdin.isatty() and getpass.getpass("Again: ") != password:
        raise InputError("The two passwords differ.", do="Try again.")
    sys.stdout.write(f"{name}:{hash_of(password)}\n")
    return DONE
