"""The language of a message, by its script and its most common words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.models.offline.reading.lexicon import terms
from assistant.models.offline.reading.tokens import Token

READ = ("en", "de", "es")
"""The languages whose sentences are understood."""
_OTHERS = ("fr", "it", "pt", "nl")
_SCRIPTS = (
    ("\u0370", "\u03ff", "el"), ("\u0400", "\u04ff", "ru"), ("\u0590", "\u05ff", "he"), ("\u0600", "\u06ff", "ar"),
    ("\u0900", "\u097f", "hi"), ("\u0e00", "\u0e7f", "th"), ("\u3040", "\u30ff", "ja"), ("\u4e00", "\u9fff", "zh"),
    ("\uac00", "\ud7af", "ko"),
)  # fmt: skip
_ENOUGH_LETTERS = 4_000
_CLEAR_LEAD = 2
"""Words by which another language must lead, since a few of its words are words of the ones read, too."""
_OWN_LETTERS = {"de": "äöüß", "es": "ñ¿¡"}


def language_of(text: str, tokens: Sequence[Token], *, fallback: str) -> str:
    """The ISO 639-1 code; the fallback where the message is too short to tell, such as "35, 12 and 3"."""
    script = _script(text)
    if script:
        return script
    counts = Counter(token.folded for token in tokens[:_ENOUGH_LETTERS] if token.kind == "word")
    scores = {code: float(sum(counts[word] for word in terms("language", code))) for code in (*READ, *_OTHERS)}
    lowered = text[:_ENOUGH_LETTERS].lower()
    for code, letters in _OWN_LETTERS.items():
        scores[code] += 0.5 * sum(lowered.count(letter) for letter in letters)
    best = max(scores, key=lambda code: scores[code])
    if best in _OTHERS and scores[best] < max(scores[code] for code in READ) + _CLEAR_LEAD:
        best = max(READ, key=lambda code: scores[code])
    ties = [code for code, score in scores.items() if score == scores[best]]
    if scores[best] == 0:
        return fallback
    return fallback if fallback in ties else best


def _script(text: str) -> str | None:
    """The language of a script that is not Latin, where most letters are in it."""
    letters = [c for c in text[:_ENOUGH_LETTERS] if c.isalpha()]
    counts = Counter(code for c in letters for low, high, code in _SCRIPTS if low <= c <= high)
    if not counts:
        return None
    code, count = counts.most_common(1)[0]
    if code == "zh" and counts["ja"]:
        code = "ja"
    return code if 2 * count > len(letters) else None
