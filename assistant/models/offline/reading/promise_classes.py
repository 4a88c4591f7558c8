"""Promise classes: kinds of customers that a promise names in its own words."""

from __future__ import annotations

import re

from assistant.models.offline.reading.names import slug
from assistant.models.offline.reading.sentences import Key, Sentence

_CLASSES = re.compile(
    r"^(?:customers?|clients?|users?|accounts?|kunden|clientes?|usuarios?|nutzer|people)$", re.IGNORECASE
)
_OTHER_CLASS = re.compile(
    r"\b([^\W\d_]{3,24}) (?:customers|clients|accounts|kunden|clientes)\s+(?:get|are promised|receive|have|expect|are guaranteed|must get|bekommen|erhalten"
    r"|haben|reciben|tienen)\b",
    re.IGNORECASE,
)
_NO_CLASS = frozenset(
    "the our all these those some most many when which how new and our your their die unsere alle los las nuestros".split()
)


def classes_named(sentence: Sentence) -> tuple[Key, ...]:
    """Kinds of customers that a sentence names in its own words: "hospitals get 15 minutes"."""
    found = []
    for named in _OTHER_CLASS.finditer(sentence.text):
        if named[1].lower() not in _NO_CLASS:
            start = sentence.start + named.start(1)
            found.append(Key(slug(named[1]), named[1], start, start + len(named[1])))
    for mention in sentence.of("counted") if not found else ():
        name = sentence.between(mention.start, mention.end)
        if _CLASSES.match(name):
            continue
        follows = sentence.between(mention.end, mention.end + 60).lower()
        if re.match(
            r"[^,.;]{0,25}?\b(?:are promised|get|gets|have|are guaranteed|receive|expect|bekommen|erhalten|haben|reciben|tienen)\b|\s*:",
            follows,
        ):
            found.append(Key(slug(name), name, mention.start, mention.end))
    return tuple(found)
