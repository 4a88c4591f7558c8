"""What calls to language models used up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Usage:
    """Tokens of one or more calls; None where the vendor did not say, or said something impossible.

    The four counts do not overlap: `input_tokens` are those read at full price, beside what came from or went
    into the vendor's prompt cache.
    """

    input_tokens: int | None = None
    output_tokens: int | None = None
    cache_read_tokens: int | None = None
    cache_write_tokens: int | None = None

    @classmethod
    def none(cls) -> Usage:
        """Nothing was used."""
        return cls(input_tokens=0, output_tokens=0)

    @property
    def known(self) -> bool:
        """Whether both the tokens read and the tokens written are known."""
        return self.input_tokens is not None and self.output_tokens is not None

    @property
    def total_tokens(self) -> int:
        """All tokens that are known; a lower bound where something is unknown."""
        counts = (self.input_tokens, self.output_tokens, self.cache_read_tokens, self.cache_write_tokens)
        return sum(count for count in counts if count is not None)


def usage_of_all(usages: Iterable[Usage]) -> Usage:
    """Sum of several calls; tokens read or written are None as soon as one call did not name them."""
    each = list(usages)
    return Usage(
        input_tokens=_sum_or_none([usage.input_tokens for usage in each]),
        output_tokens=_sum_or_none([usage.output_tokens for usage in each]),
        cache_read_tokens=_sum_of_known([usage.cache_read_tokens for usage in each]),
        cache_write_tokens=_sum_of_known([usage.cache_write_tokens for usage in each]),
    )


def _sum_or_none(counts: list[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _sum_of_known(counts: list[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
