"""Issues: the kinds of cases that a message lists."""

from __future__ import annotations

import re

from assistant.models.offline.reading.issue_items import handler_behind, items_in
from assistant.models.offline.reading.message import Message
from assistant.models.offline.reading.sentences import Found, Sentence

_HEADING = re.compile(
    r"\W*(?:(?:the|our|most|die|unsere|los|las|nuestros)\s+)?(?:(?:common|typical|main|top|frequent|häufigste\w*|häufige\w*|typische\w*|principales)\s+)?"
    r"(?:issues?|issue types|problems?|problem types|topics|escalations?|categories|cases|case types|probleme|themen|störungen|anliegen|fälle"
    r"|eskalationen|escalated|eskaliert|escalado|contact reasons|reasons|most of (?:it|them)|das meiste|la mayoría|motivos|problemas|incidencias|temas|tipos de incidencias?|escalados|casos|what goes wrong|what comes in)\b[^.?]{0,60}",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"\W*(?:what|which|things?|cases|stuff|these|was|welche|dinge|fälle|folgendes|qué|lo que|los? casos?|estos)\b",
    re.IGNORECASE,
)
_WHAT_COMES = re.compile(
    r"\W*(?:what|was|lo que)\b[^:.?]{0,30}\b(?:comes?|lands?|reach\w*|arrives?|gets?|ends?|goes|go|see|have|kommt|kommen|geht|gehen|landet|anfällt|llega|entra|sube|pasa"
    r"|escal\w*|eskal\w*)\b[^:.?]{0,30}:\s*(?=\S)",
    re.IGNORECASE,
)
_LABEL = re.compile(_HEADING.pattern.removesuffix("[^.?]{0,60}") + r"[\w ]{0,30}:\s*(?=\S)", re.IGNORECASE)
_SHARE_OF = re.compile(
    r"\s*(?:of|der|aller|unserer|de las?|de los|del)\s+(?:(?:all|the|our|these|alle|todas las|nuestras)\s+)?(?:escalations|escalated cases|tickets|them|cases"
    r"|eskalationen|anfragen|fälle|escalaciones|escalados|casos|incidencias)\s+(?:are|is|concern|come from|sind|betreffen|son|corresponden a)\s+"
    r"(?:about\s+|due to\s+|wegen\s+|de\s+)?",
    re.IGNORECASE,
)
_SHARED_LINE = re.compile(
    r"\s*[^\d\n.;]{3,60}?[\s:–—(-]*\d[\d.,]*\s*(?:%|percent|prozent|por ciento)\s*\)?\s*[.;,]?\s*", re.IGNORECASE
)
_QUESTION = re.compile(r"\?\s*$")
_NO_LIST = re.compile(r"[.!?]\s*$")


def issues(message: Message) -> list[Found]:
    """Issue types with what they endanger, their shares, and who handles them."""
    found: list[Found] = []
    listed = [s for s in message.sentences if s.text.strip() and s.segment.paragraph >= 0]
    for sentence in listed:
        if _QUESTION.search(sentence.text) or sentence.has("we_are") or sentence.has("wish"):
            continue
        if not sentence.segment.heading and (heading := _cued_heading(message, sentence)) is not None:
            found += _under(message, sentence, heading)
            continue
        if label := _LABEL.match(sentence.text) or _comes_in(sentence):
            found += items_in(sentence, sentence.start + label.end(), sentence.end)
            continue
        cue = next(iter(sentence.of("issue_cue")), None)
        if cue is not None and not (sentence.segment.heading and sentence.text.rstrip().endswith(":")):
            found += _around(sentence, cue.start, cue.end)
        found += _shares(sentence)
    if not found and message.asked == "issues":
        found = [f for s in listed for f in _around(s, s.start, s.start)]
    found += [f for s in listed for f in _handlers(s, found)]
    return _once(found)


def _comes_in(sentence: Sentence) -> re.Match[str] | None:
    """ "What comes up most: A, B and C": the words up to the list."""
    label = _WHAT_COMES.match(sentence.text)
    if label is None or sentence.has("goal", "complaint") or sentence.measured("duration", "people"):
        return None
    return label if sentence.text.count(",", label.end()) > 1 else None


def _handlers(sentence: Sentence, found: list[Found]) -> list[Found]:
    """ "Disputed claims go to tier 3", where disputed claims are known to be an issue."""
    known = {(f.text or "").casefold(): f for f in found if f.slot == "issue"}
    text = sentence.text.lstrip().casefold()
    offset = sentence.start + len(sentence.text) - len(sentence.text.lstrip())
    for name, issue in known.items():
        if (
            name
            and text.startswith(name)
            and issue.start != offset
            and (who := handler_behind(sentence, offset + len(name)))
        ):
            return [Found("issue.handled_by", issue.subject, offset, who[2], text=who[0])]
    return []


def _cued_heading(message: Message, sentence: Sentence) -> Sentence | None:
    """The heading right above that says that issues follow."""
    above = message.headings(sentence)[:1]
    if not above or above[0].levels or above[0].severities:
        return None
    heading = above[0]
    if heading.segment.heading and (
        heading.has("issue_cue")
        or _HEADING.fullmatch(heading.text.rstrip().rstrip(":"))
        or (heading.has("escalation") and _WHAT.match(heading.text))
    ):
        return heading
    return None


def _under(message: Message, sentence: Sentence, heading: Sentence) -> list[Found]:
    if sentence.measured("duration", "people") or (sentence.has("promise") and not sentence.segment.bullet):
        return []
    if sentence.segment.bullet:
        return _bullet(sentence, alone=_alone(message, sentence))
    if sentence.measured("percent") and _SHARED_LINE.fullmatch(sentence.text):
        return items_in(sentence, sentence.start, sentence.end, whole=True)
    if sentence.segment.paragraph - heading.segment.paragraph <= 1 and (
        "," in sentence.text or len(sentence.text.split()) <= 8
    ):
        return items_in(sentence, sentence.start, sentence.end)
    return []


def _alone(message: Message, sentence: Sentence) -> bool:
    """Whether most bullets of a list hold no comma: then each names one issue, and a comma begins a remark."""
    listed = [s for s in message.sentences if s.segment.bullet and s.segment.under == sentence.segment.under]
    return len(listed) > 2 and sum("," in s.text for s in listed) * 2 < len(listed)


def _bullet(sentence: Sentence, *, alone: bool) -> list[Found]:
    """One issue a bullet: what stands behind a colon or dash describes it, a second sentence does too.

    alone: whether a comma begins a remark, too.
    """
    found = items_in(sentence, sentence.start, sentence.end, whole=True)
    head = re.split(r"[:–—(]|\s-\s", sentence.text, maxsplit=1)[0]
    subjects = [f.subject for f in found if f.slot == "issue"]
    if alone:
        return [f for f in found if f.subject in subjects[:1]]
    if len(subjects) > 1 and "," in sentence.text and "," not in head:
        # "Payment failures: card declined, 3DS errors" is one kind with examples.
        return [f for f in found if f.subject == subjects[0]]
    return found


def _around(sentence: Sentence, start: int, end: int) -> list[Found]:
    """The list behind the cue, or before it where the sentence ends with the cue ("X, Y and Z get escalated")."""
    text = sentence.between(end, sentence.end).strip(" .:!")
    if text:
        colon = sentence.text.find(":", end - sentence.start)
        begin = (
            sentence.start + colon + 1
            if 0 <= colon < len(sentence.text.rstrip()) - 1 and colon - (end - sentence.start) < 60
            else end
        )
        if sentence.has("spoken_duration", "handle_time") or sentence.measured("rate", "tickets", "people"):
            return []
        return items_in(sentence, begin, sentence.end)
    if sentence.measures:
        return []
    return items_in(sentence, sentence.start, start)


def _shares(sentence: Sentence) -> list[Found]:
    """ "40 % of escalations are API errors"."""
    found: list[Found] = []
    for measure in sentence.measured("percent"):
        of = _SHARE_OF.match(sentence.between(measure.end, sentence.end))
        if of:
            stop = re.search(r"[;.]", sentence.between(measure.end + of.end(), sentence.end))
            until = measure.end + of.end() + stop.start() if stop else sentence.end
            listed = items_in(sentence, measure.end + of.end(), until)
            named = [f for f in listed if f.slot == "issue"][:1]
            if len([f for f in listed if f.slot == "issue"]) > 1 and not any(f.slot == "issue.share" for f in listed):
                continue
            found += listed
            if named:
                found.append(Found("issue.share", named[0].subject, measure.start, max(measure.end, named[0].end), number=measure.value,
                                   unit="percent", at=measure.at))  # fmt: skip
    return found


def _once(found: list[Found]) -> list[Found]:
    seen: dict[tuple[str, str], Found] = {}
    for each in found:
        seen.setdefault((each.slot, each.subject), each)
    return list(seen.values())
