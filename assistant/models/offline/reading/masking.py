"""What in a message is not the person speaking of the organisation: pasted tickets, quotations, code, and orders to
the assistant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_FENCE = re.compile(r"^[ \t]*(?:```|~~~)[^\n]*$", re.MULTILINE)
_TRIPLE_QUOTED = re.compile(r'"""|\'\'\'|<<<|>>>')
_QUOTED_LINE = re.compile(r"^[ \t]*(?:>|\|\s*>)[^\n]*$", re.MULTILINE)
_QUOTATION = re.compile(r'"[^"\n]{25,4000}"|“[^”\n]{25,4000}”|„[^“”\n]{25,4000}[“”]|«[^»\n]{25,4000}»')
_TEMPLATE = re.compile(r"\{\{[^{}\n]{0,400}\}\}|\{%[^{}\n]{0,400}%\}|</?[A-Za-z][^<>\n]{0,300}>")
_ADDRESS = re.compile(r"https?://\S{1,400}|\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}")
_MAIL_NAMES = r"(?:from|to|cc|sent|date|subject|von|an|gesendet|betreff|de|para|asunto|enviado)"
_MAIL_HEAD = re.compile(rf"[ \t*_]*{_MAIL_NAMES}[*_]*:", re.IGNORECASE)
_TICKET_HEAD = re.compile(
    rf"^[ \t*_]*(?:(?P<mail>{_MAIL_NAMES}[*_]*:[*_]*[ \t]*\S)"
    r"|(?:-{2,}|={2,}|\*{2,})?[ \t]*(?:(?:begin|original|forwarded|start of)[ \t]+)?(?:ticket|case|caso|vorgang|incidencia)"
    r"(?:[ \t]+(?:text|message|body)|[ \t]*(?:#|no\.?|nr\.?|id)?[ \t]*[:#]?[ \t]*[A-Z]{0,6}-?\d{3,12})\b"
    r"|(?:customer|kunde|cliente|user|client)[ \t]+(?:wrote|writes|says|said|message|schreibt|schrieb|escribe|escribió)\b"
    r"|-{3,}[ \t]*(?:original|forwarded|ursprüngliche|mensaje|begin|start)\b)",
    re.IGNORECASE | re.MULTILINE,
)
_TICKET_END = re.compile(
    r"^[ \t]*(?:[-=_*]{3,}[^\n]{0,60}|(?:end of|ende des|fin del)[ \t]+(?:ticket|tickets|case|message|mensaje)[^\n]{0,40}"
    r"|#{1,6}[ \t][^\n]{0,200})$|\n[ \t]*\n[ \t]*\n",
    re.IGNORECASE | re.MULTILINE,
)
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override|ignoriere?n?|vergiss|missachte|ignora|olvida|descarta)\b[^.\n]{0,60}"
    r"\b(?:instructions?|prompts?|rules?|above|anweisung(?:en)?|regeln|vorgaben|instrucciones|reglas|indicaciones)\b"
    r"|\bsystem[ -]?prompt\b|\byou are now\b|\bact as (?:an?|if)\b|\bdu bist (?:jetzt|nun)\b|\bahora eres\b"
    r"|\bas an ai\b|\bnew instructions?\b\s*:|<\|[a-z_]{1,20}\|>|\[/?INST\]",
    re.IGNORECASE,
)


def visible(text: str) -> str:
    """The text with everything that is no statement of the person blanked out; every place stays where it was."""
    hidden = _without(text, [*_fences(text), *_triple_quoted(text)])
    for pattern in (_QUOTED_LINE, _TEMPLATE, _ADDRESS, _QUOTATION):
        hidden = pattern.sub(lambda m: _blank(m.group()), hidden)
    hidden = _without(hidden, list(_tickets(hidden)))
    return _without(hidden, list(_orders(hidden)))


def is_order(text: str) -> bool:
    """Whether a text gives orders to whoever reads it on a program's behalf."""
    return _ORDER.search(text) is not None


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with the spans blanked out."""
    parts, place = [], 0
    for start, end in sorted(spans):
        if end > place:
            parts += [text[place : max(place, start)], _blank(text[max(place, start) : end])]
            place = end
    return "".join([*parts, text[place:]])


def _fences(text: str) -> Iterator[tuple[int, int]]:
    """Fenced blocks, but for pasted tables."""
    marks = list(_FENCE.finditer(text))
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        inside = text[opening.end() : closing.start()]
        table = "|" in inside or "\t" in inside
        yield (opening.start(), opening.end()) if table else (opening.start(), closing.end())
        if table:
            yield closing.start(), closing.end()


def _triple_quoted(text: str) -> Iterator[tuple[int, int]]:
    marks = list(_TRIPLE_QUOTED.finditer(text))
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        yield opening.start(), closing.end()


def _tickets(text: str) -> Iterator[tuple[int, int]]:
    """From the head of a pasted ticket or mail to its end: a rule, a heading, two blank lines, or the message's end."""
    place = 0
    while head := _TICKET_HEAD.search(text, place):
        if head.lastgroup == "mail" and not _MAIL_HEAD.match(text, _next_line(text, head.end())):
            place = head.end()
            continue
        end = _TICKET_END.search(text, head.end())
        place = end.end() if end else len(text)
        yield head.start(), place


def _next_line(text: str, place: int) -> int:
    newline = text.find("\n", place)
    return len(text) if newline < 0 else newline + 1


def _orders(text: str) -> Iterator[tuple[int, int]]:
    """Orders to the assistant, each with the rest of its paragraph."""
    place = 0
    while order := _ORDER.search(text, place):
        blank = text.find("\n\n", order.end())
        place = len(text) if blank < 0 else blank
        line = text.rfind("\n", 0, order.start()) + 1
        sentence = max(text.rfind(". ", line, order.start()) + 2, line)
        yield (sentence if sentence >= line + 2 else line), place
