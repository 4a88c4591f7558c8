"""Classes of customers that a message names in its own words: plans, contracts, kinds of customers.

They are found before the sentences are read, so that every later mention of "Care Plan" or "Merchants" is seen as a class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.models.offline.reading.grids import Grid
from assistant.models.offline.reading.lexicon import terms
from assistant.models.offline.reading.names import slug, without_article
from assistant.models.offline.reading.tokens import folded

_NAME = r"[A-ZÄÖÜÁÉÍÓÚ][\w&+-]*(?: [A-ZÄÖÜ][\w&+-]*){0,2}"
_CODE = r"(?:P|S(?![ ])|Sev|SEV|Prio|Priority|Priorität|Prioridad|Severity)[ -]?\d"
_PLANS = re.compile(
    r"\b(?:two|three|four|2|3|4|zwei|drei|vier|dos|tres|cuatro)\s+(?:\w+\s+){0,2}?(?:plans|packages|classes|contracts|kinds of customers|types of customers"
    r"|customer tiers|customer classes|segments|kundenklassen|kundengruppen|tarife|pakete|vertragsarten|verträge|planes|contratos|clases de clientes"
    r"|tipos de clientes?)\s*[:,(–—-]\s*(?:for\s+)?([^.;:()\n]{5,120})",
    re.IGNORECASE,
)
_HOLDERS = re.compile(
    rf"({_NAME}) (?:holders|customers|clients|subscribers|members|accounts|-?kunden|kunden)\b(?=[^.;\n]{{0,30}}"
    r"\b(?:were|are|is|get|gets|have|has|receive|expect|pay|bekommen|haben|erhalten|wurde)\b)"
)
_WITHOUT = re.compile(
    rf"\b(?:with|on|mit|con)\s+(?:an?\s+|the\s+|einem\s+|einer\s+|el\s+|la\s+|un\s+|una\s+)?({_NAME})\s+(?:and|or|und|y|o)\s+(?:\w+\s+){{0,2}}(?:without|ohne|sin)\b"
)
_CUSTOMERS_WITH = re.compile(
    rf"\b(?i:customers|clients|firms|kunden|clientes|those|everyone|anyone)\s+(?:with|on|mit|con)\s+(?:an?\s+|the\s+|our\s+|einem\s+|einer\s+|el\s+|la\s+|un\s+|una\s+)?({_NAME})"
    r"(?=[^.;\n]{0,30}\b(?:were|are|get|have|receive|bekommen|haben|erhalten|reciben|tienen)\b)"
)
_LABEL = re.compile(
    rf"(?:^|[.!?;]\s+|\n[ \t]*(?:[-*•–][ \t]+)?)({_NAME}(?: [a-zäöüáéíóúñ]+){{0,2}})\s*(?:\([^()\n]{{0,80}}\))?\s*:"
    rf"(?=[^.;:]{{0,40}}\b{_CODE}\b[^.;:]{{0,24}}\d)",
    re.MULTILINE,
)
_NO_CLASS = re.compile(
    r"respon|react|reaktion|answer|antwort|repl|contest|respuest|sla\b|promis|zusage|zugesagt|versprochen|garantier|compromis|prometid|commit|target|ziel|time|zeit|plazo|tiempo|hours|uhr"
    r"|tier|level|line\b|stufe|ebene|nivel|update|resol|fix|solution|lösung|severit|priorit|^p\d|^s\d|agreement|service|urgent|^critical$|^high$|^low$"
    r"|^medium$|normal|escala|eskala|support|example|beispiel|note|currently|today|heute|all |alle|everybody|customers?$|(?<![\w-])kunden$|clientes?$|issue|mean"
    r"|default|general|definition|first|erst|primer|zendesk|platform|matrix|table",
    re.IGNORECASE,
)
_KINDS = re.compile(r"respon|react|reaktion|answer|antwort|update|resol|lösung|soluci|fix|mean|bedeut|exampl|beispiel|ejemplo|defin|descr|penal|credit|time|zeit|owner|who"
                    r"|wer|quién|target|sla|hours|note|clock|channel", re.IGNORECASE)  # fmt: skip
_DURATION = re.compile(r"\d\s*(?:business |working )?(?:m|min|h|hour|std|stund|hora|tag|day|día|minut)", re.IGNORECASE)
_PARTED = re.compile(r"\s*,\s*|\s+(?:and|und|y|e|or|oder|o|plus)\s+", re.IGNORECASE)
_LINE = re.compile(rf"\s*(?:[-*•–][ \t]+)?({_NAME})(?:\s*\([^()]*\))?\s*:\s")
_NO_TIME = re.compile(r"best effort|no (?:sla|promise)|keine zusage|sin compromiso", re.IGNORECASE)
_KNOWN = re.compile(
    r"^(?:enterprise|premium|platinum?|platin|gold|silver|silber|bronze|standard|basic|basis|starter|free|vip|business|professional|pro|smb)\b",
    re.IGNORECASE,
)
_TIMED = r"\d+\s*(?i:min|h\b|hrs?\b|hours?|std|stund|hora|tag|werktag|arbeitstag|days?\b|días?)"
_COMPOUND = re.compile(
    rf"\b([A-ZÄÖÜ][\w]*-?[Kk]unden)\b(?=\s*(?:\([^()\n]{{0,40}}\))?\s*:[^\n]{{0,40}}{_TIMED}|[^.;:\n]{{0,50}}?{_TIMED})"
)
"""German kinds of customers: Vertragskunden, A-Kunden."""
_TRADE = re.compile(
    r"\b(?:a\s+)?(?:los|las|the|our|die|unsere)\s+([a-zA-ZÄÖÜäöüáéíóúñ]{4,20})\s+(?:(?:tienen|reciben|obtienen|get|receive|have|bekommen|erhalten|haben)\s+)?"
    rf"(?:(?:una?|an?|the|eine)\s+)?(?:(?:first|primera|erste)\s+)?(?:(?:respuesta|answer|response|reply|antwort|rückmeldung)\s+)?"
    rf"(?:en|dentro de|within|in|innerhalb von|binnen)\s+(?:(?:un|el)\s+plazo\s+de\s+)?(?:como máximo\s+)?{_TIMED}",
    re.IGNORECASE,
)
"""Kinds of customers by what they are: "the merchants within 6 hours"."""
MOST_CLASSES = 12
MOST_WORDS = 4


def classes_in(text: str, grids: Sequence[Grid]) -> tuple[tuple[str, str], ...]:
    """(name as written, id) of each class that the text introduces."""
    named: dict[str, str] = {}
    for written in (*_in_prose(text), *_beside_known(text), *_in_heads(text, grids)):
        name = without_article(" ".join(written.split())).strip(" *_`\"'")
        if 3 <= len(name) <= 40 and len(name.split()) <= MOST_WORDS and not _NO_CLASS.search(name) and slug(name):
            named.setdefault(slug(name), name)
    return tuple((name, id) for id, name in list(named.items())[:MOST_CLASSES])


def _in_prose(text: str) -> Iterator[str]:
    for pattern in (_WITHOUT, _HOLDERS, _CUSTOMERS_WITH, _LABEL):
        yield from (match[1] for match in pattern.finditer(text))
    known = {word for value in ("customer_tier", "everybody") for word in terms("levels", value)}
    for match in _COMPOUND.finditer(text):
        if (
            folded(match[1]) not in known
            and folded(match[1][: -len("kunden")].rstrip("-")) not in known
            and len(match[1]) > len("kunden")
        ):
            yield match[1]
    kinds = terms("levels", "customer_kind")
    yield from (match[1] for match in _TRADE.finditer(text) if folded(match[1]) in kinds)
    for match in _PLANS.finditer(text):
        yield from (name for name in _PARTED.split(match[1]) if not any(c.isdigit() for c in name))


def _beside_known(text: str) -> Iterator[str]:
    """The labels of lines with times that stand beside a line for a class everybody knows: "Gold: 1 h", "Growth: 4 h"."""
    run: list[str] = []
    for line in [*text.split("\n"), ""]:
        label = _LINE.match(line)
        if label and (_DURATION.search(line, label.end()) or _NO_TIME.search(line, label.end())):
            run.append(label[1])
            continue
        if len(run) > 1 and any(_KNOWN.search(name) for name in run):
            yield from (name for name in run if not _KNOWN.search(name))
        run = []


def _in_heads(text: str, grids: Sequence[Grid]) -> Iterator[str]:
    """The heads of the columns of a table of durations by severity."""
    for grid in grids:
        head, *body = (tuple(text[start:end] for start, end in row) for row in grid.rows)
        keyed = [row for row in body if row and re.match(_CODE, row[0].strip(), re.IGNORECASE)]
        if len(keyed) < 2 or len(keyed) < len(body) - 1:
            continue
        for at, name in enumerate(head[1:], start=1):
            timed = sum(at < len(row) and _DURATION.search(row[at]) is not None for row in keyed)
            if timed * 2 > len(keyed) and not _KINDS.search(name) and not re.match(_CODE, name, re.IGNORECASE):
                yield name
