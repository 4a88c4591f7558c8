"""One process as it is read: names, numbers and texts, each ready for Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.render.casing import begin_sentence, mid_sentence
from assistant.render.escaping import clipped, inert, one_line
from assistant.render.origins import marked, origin_of
from assistant.render.quantities import amount, clock_name, counted_noun, numeral
from assistant.render.wording import Phrases
from schemas.brief import Brief
from schemas.calendar import Calendar
from schemas.conditions import TicketField
from schemas.facts import Fact
from schemas.numbers import PLACEHOLDER, number_index
from schemas.process import EscalationProcess, LedgerEntry
from schemas.quantity import Origin, Quantity

NAME_WORDS = 10
NAMING_SLOTS = ("organisation.product", "platform", "tier", "customer_tier", "partner", "severity", "obligation")
REFERENCE_WORDS = ("lead", "holder", "sender", "any", "anyone", "resolved", "customer")


@dataclass(frozen=True)
class View:
    """A process and its brief in the document's language.

    longest: words after which a text is cut, so that one text cannot fill the body; None in the annexes.
    density: 1 leaves clauses out of the body, 2 columns too, for a process whose lists would not fit otherwise.
    Everything it returns is safe in Markdown, but for `plain`, `raw_name` and `raw_amount`.
    """

    process: EscalationProcess
    brief: Brief
    longest: int | None = None
    density: int = 0

    @property
    def terse(self) -> bool:
        """Whether clauses that the annexes hold too are left out."""
        return self.density >= 1

    @property
    def terser(self) -> bool:
        """Whether columns that the annexes hold too are left out."""
        return self.density >= 2

    @cached_property
    def phrases(self) -> Phrases:
        voice = self.process.frame.voice
        return Phrases(voice.language, terms={term.key: inert(clipped(term.text, NAME_WORDS)) for term in voice.terms})

    @cached_property
    def numbers(self) -> dict[str, Quantity]:
        return number_index(self.process)

    @cached_property
    def ledger(self) -> dict[str, LedgerEntry]:
        return {entry.id: entry for entry in self.process.ledger}

    @cached_property
    def facts(self) -> dict[str, Fact]:
        return {fact.key: fact for fact in self.brief.facts}

    @cached_property
    def calendars(self) -> dict[str, Calendar]:
        return {calendar.id: calendar for calendar in self.process.calendars}

    @cached_property
    def fields(self) -> dict[str, TicketField]:
        return {field.id: field for field in self.process.fields}

    @cached_property
    def names(self) -> dict[str, str]:
        """Names by id; where two kinds share an id, who receives cases comes first."""
        frame, found = self.process.frame, {word: self.say(f"word.{word}") for word in REFERENCE_WORDS}
        found["lead"] = self.brief.text("lead.role") or found["lead"]
        kinds = (self.process.improvement.metrics, self.process.rules.issues, frame.severities, frame.customer_tiers)
        for kind in (*kinds, frame.receivers):
            found |= {one.id: one.name or one.id for one in kind}
        return found

    @cached_property
    def _proper(self) -> frozenset[str]:
        """Words that begin with a capital because they are names."""
        texts = [self.raw_name(one.id) for one in self.process.frame.receivers]
        texts += [fact.text for fact in self.brief.facts if fact.text and fact.slot in NAMING_SLOTS]
        return frozenset(word.strip(".,;:()") for text in texts for word in text.split() if word[:1].isupper())

    def say(self, key: str, **values: object) -> str:
        return self.phrases.say(key, **values)

    def plain(self, text: str | None) -> str:
        """The text with its placeholders told, not yet safe in Markdown; an unknown one shows its id in brackets."""
        source = text or ""
        pieces, at = [], 0
        for found in PLACEHOLDER.finditer(source):
            if found.start() < at:
                continue
            told, used = self._told(found[1], found[2], after=source[found.end() :])
            pieces += [source[at : found.start()], told]
            at = found.end() + used
        return self.phrases.inflected("".join([*pieces, source[at:]]))

    def text(self, text: str | None) -> str:
        """A prose text, its numbers marked."""
        shown = one_line(self.plain(text))
        return inert(shown if self.longest is None else clipped(shown, self.longest))

    def coded(self, kind: str, code: str) -> str:
        """A code in the document's language, as it stands where it is the author's own."""
        return self.text(self.phrases.known(f"{kind}.{code}") or code)

    def clause(self, text: str | None) -> str:
        """A prose text to go on after: without its full stop."""
        return self.text((text or "").strip().rstrip("."))

    def inline(self, text: str | None) -> str:
        """A prose text within a sentence: without its full stop and, unless it begins with a name, its capital."""
        casing = self.phrases.known("casing.first")
        if casing == "keep":
            return self.clause(text)
        small = frozenset((self.phrases.known("casing.small_words") or "").split()) if casing == "small_words" else None
        return self.text(mid_sentence((text or "").strip().rstrip("."), names=self._proper, small_words=small))

    def sentence(self, text: str | None) -> str:
        """A prose text that ends like a sentence; empty for an empty text."""
        shown = self.text(text)
        return shown if not shown or shown[-1] in ".!?…:" else f"{shown}."

    def name(self, id: str | None) -> str:
        """The name of whoever or whatever has the id."""
        return inert(clipped(self.raw_name(id), NAME_WORDS)) if id else ""

    def listed(self, ids: Sequence[str], *, last: str = "and") -> str:
        return self.series([self.name(id) for id in ids], last=last)

    def series(self, texts: Sequence[str], *, last: str = "and") -> str:
        """`a, b and c`, or with `or`."""
        if len(texts) < 2:
            return "".join(texts)
        return f"{', '.join(texts[:-1])} {self.say(f'word.{last}')} {texts[-1]}"

    def number(self, quantity: Quantity | None) -> str:
        """A number with its mark; empty for none."""
        return inert(self.raw_number(quantity)) if quantity is not None else ""

    def every(self, quantity: Quantity) -> str:
        """A rhythm: `every week`, `every 2 weeks`."""
        single = self.phrases.known(f"every.{quantity.unit}") if quantity.value == 1 else None
        if single is not None:
            return inert(self.marked(single, quantity))
        return self.say("every.other", amount=self.number(quantity))

    def begin(self, text: str) -> str:
        """The text with its first letter capital."""
        return begin_sentence(text)

    def field(self, id: str) -> str:
        """The label of a ticket field."""
        return inert(self.raw_field(id))

    def hours(self, id: str) -> str:
        """What people call a calendar."""
        return inert(clock_name(id, phrases=self.phrases, calendars=self.calendars))

    def raw_name(self, id: str) -> str:
        return self.names.get(id) or f"[{id}]"

    def raw_number(self, quantity: Quantity) -> str:
        return self.marked(self.raw_amount(quantity), quantity)

    def marked(self, text: str, quantity: Quantity) -> str:
        """The number's text with the mark of its origin."""
        return marked(text, quantity, origin=self.origin(quantity))

    def raw_amount(self, quantity: Quantity) -> str:
        """The number without its mark."""
        return amount(quantity, phrases=self.phrases, calendars=self.calendars)

    def raw_field(self, id: str) -> str:
        """The author's label, or the renderer's word for a standard field that kept its own."""
        field = self.fields.get(id)
        own = self.phrases.known(f"field.{id}")
        if field is None:
            return own or f"[{id}]"
        return own if own and field.label in ("", id.replace("_", " ").replace(".", " ")) else field.label or id

    def origin(self, quantity: Quantity) -> Origin:
        return origin_of(quantity, facts=self.facts, ledger=self.ledger)

    def _told(self, kind: str, id: str, *, after: str) -> tuple[str, int]:
        """What stands for a placeholder, and how many characters after it that takes in."""
        if kind != "q":
            return (self.raw_name(id) if kind == "role" else self.raw_field(id)), 0
        quantity = self.numbers.get(id)
        if quantity is None:
            return f"[{id}]", 0
        noun = counted_noun(after, quantity, phrases=self.phrases)
        if not noun:
            return self.raw_number(quantity), 0
        bare = self.marked(numeral(quantity.value, phrases=self.phrases), quantity)
        rate = self.phrases.known(f"rate.{quantity.unit}")
        if rate is None or after[len(noun) :].lstrip().startswith((rate, "per ", "pro ", "/")):
            return bare, 0
        return f"{bare}{noun} {rate}", len(noun)
