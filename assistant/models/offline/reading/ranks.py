"""Ranks: rows of a table that number severities without a word of their own, under a head such as "Priority"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.models.offline.reading.sentences import Key, Sentence


def numbered(head: Sequence[Sentence], body: Sequence[tuple[Sentence, ...]]) -> Sequence[tuple[Sentence, ...]]:
    """The rows, bare numbers under a head such as "Priority" made severities."""
    if not head or not head[0].has("severity_word") or len(head[0].text.split()) > 1:
        return body
    ranks = [row[0].text.strip() for row in body if row]
    if not all(rank.isdecimal() and len(rank) == 1 for rank in ranks):
        return body
    shift = int("0" in ranks)
    rows = []
    for row, rank in zip([row for row in body if row], ranks, strict=True):
        start = row[0].start + row[0].text.index(rank)
        key = Key(f"p{int(rank) + shift}", f"{head[0].text.strip()} {rank}", start, start + 1)
        rows.append((replace(row[0], severities=(key,)), *row[1:]))
    return rows
