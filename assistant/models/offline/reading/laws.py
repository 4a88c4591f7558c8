"""Laws: named where a sentence says that something must be done under them."""

from __future__ import annotations

import re

from assistant.models.offline.reading.names import slug, tidy
from assistant.models.offline.reading.sentences import Found, Sentence

MUST = re.compile(
    r"\b(?:must|have to|has to|by law|legally|required to|statutory|gesetzlich|müssen|muss|vorgeschrieben|verpflichtet|obligados?|obligadas?|obligan?|por ley"
    r"|deben|debe|debemos|tenemos que|hay que)\b",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\b(?:[Nn]ach|[Gg]emäß|[Ll]aut|[Ll]aut|[Aa]ufgrund|[Dd]urch)\s+(?:dem|der|des|§\s*\d+\w*)\s+([A-ZÄÖÜ][\w-]*(?:gesetz(?:es|buch)?|verordnung|ordnung|richtlinie))\b"
    r"|\b(?:[Uu]nder|[Aa]ccording to|[Bb]y)\s+the\s+((?:[A-Z][\w-]*\s+(?:and\s+|of\s+)?){1,5}(?:Act|Law|Code|Directive|Regulations?|Rules))\b"
    r"|\b(?:[Ss]egún|[Cc]onforme a|[Pp]or|[Bb]ajo|[Cc]on arreglo a)\s+(?:la|el)\s+((?:Ley|Código|Reglamento|Directiva|Decreto|Real Decreto)"
    r"(?:\s+(?:de|del|la|las|los|y|general|[A-ZÁÉÍÓÚ][\wáéíóúñ-]*))*\s+[A-ZÁÉÍÓÚ][\wáéíóúñ-]*|(?:ley|reglamento) [a-záéíóúñ]+ )"
)


def laws_in(sentence: Sentence) -> list[Found]:
    """The laws under which a sentence says that something must be done."""
    if not MUST.search(sentence.text):
        return []
    found = []
    for match in _UNDER.finditer(sentence.text):
        group = match.lastindex or 1
        start, name = sentence.start + match.start(group), tidy(match[group])
        found.append(Found("obligation", slug(name), start, start + len(match[group].rstrip()), text=name))
    return found
