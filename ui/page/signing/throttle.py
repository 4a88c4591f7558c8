"""Slowing down who guesses passwords: by the name, by the address, and by both together."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from ui.page.refusals import TooMany

FREE_TRIES = {"both": 5, "address": 20, "name": 50}
"""Failed tries after which the next ones must wait: few from one address for one name, more for many people behind one
address, and so many for a name from everywhere that nobody can be locked out by a stranger's few."""
LONGEST_WAIT_S = 900.0
FORGOTTEN_S = 3_600.0
MOST_KEPT = 20_000


class Throttle:
    """Counts failed tries to sign in."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """clock: monotonic seconds."""
        self._clock = clock
        self._failed: OrderedDict[tuple[str, str], tuple[int, float]] = OrderedDict()

    def check(self, name: str, address: str) -> None:
        """Nothing when a try is free. Raises TooMany with the seconds to wait."""
        wait_s = max(self._wait_s(key, FREE_TRIES[key[0]]) for key in _keys(name, address))
        if wait_s > 0:
            raise TooMany("Too many wrong passwords.", do=f"Try again in {int(wait_s) + 1} seconds.")

    def failed(self, name: str, address: str) -> None:
        """Count a wrong password."""
        for key in _keys(name, address):
            count, _ = self._known(key)
            self._failed[key] = (count + 1, self._clock())
            self._failed.move_to_end(key)
        while len(self._failed) > MOST_KEPT:
            self._failed.popitem(last=False)

    def entered(self, name: str, address: str) -> None:
        """Forget what failed before the right password."""
        self._failed.pop(_keys(name, address)[0], None)

    def _wait_s(self, key: tuple[str, str], free: int) -> float:
        count, last = self._known(key)
        if count < free:
            return 0.0
        return min(2.0 ** min(count - free, 20), LONGEST_WAIT_S) - (self._clock() - last)

    def _known(self, key: tuple[str, str]) -> tuple[int, float]:
        count, last = self._failed.get(key, (0, 0.0))
        return (count, last) if self._clock() - last < FORGOTTEN_S else (0, 0.0)


def _keys(name: str, address: str) -> tuple[tuple[str, str], ...]:
    return ("both", f"{address} {name}"), ("address", address), ("name", name)
