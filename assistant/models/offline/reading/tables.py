"""Tables: tiers with their people, severities by customers, and lists of issues, read from pasted tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.models.offline.reading.issue_names import hazard_in, issue_named
from assistant.models.offline.reading.measures import Measure
from assistant.models.offline.reading.message import Message, Table
from assistant.models.offline.reading.names import slug, tidy
from assistant.models.offline.reading.promise_clocks import KINDS
from assistant.models.offline.reading.ranks import numbered
from assistant.models.offline.reading.sentences import Found, Key, Sentence, of_measure

_HEADS = re.compile(
    r"people|head|size|staff|fte|agents|count|personen|mitarbeiter|köpfe|anzahl|leute|personas|agentes|cantidad|plantilla|^#$|n\.?º",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    r"handle|scope|does|responsib|role|focus|what|work|aufgabe|zuständig|themen|bearbeitet|tätigkeit|función|atiende|tareas|qué"
    r"|resuelve|skills|covers",
    re.IGNORECASE,
)
_TEAM = re.compile(r"tier|level|team|group|line|stufe|ebene|gruppe|nivel|equipo|grupo|línea", re.IGNORECASE)
_ISSUE = re.compile(
    r"issue|problem|type|categor|topic|case|thema|art\b|störung|fall|fehler|anliegen|tipo|incidencia|problema|tema|motivo|reason",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"handled|owner|solv|who|team|tier|level|resolv|goes|wer|gelöst|bearbeit|zuständig|quién|resuelve|nivel|escal",
    re.IGNORECASE,
)
_MEANING = re.compile(
    r"mean|defin|descr|example|what|criteri|bedeut|beschreib|beispiel|signific|descrip|ejemplo", re.IGNORECASE
)
_PENALTY = re.compile(r"penalt|credit|strafe|pönale|gutschrift|penaliz|multa", re.IGNORECASE)
_PARTNER = re.compile(
    r"vendor|partner|supplier|provider|dienstleister|lieferant|hersteller|proveedor|socio", re.IGNORECASE
)
_HANDLE_TIME = re.compile(r"handl\w* time|aht|time per|bearbeitungszeit|tmo|tiempo (?:medio|de gestión)", re.IGNORECASE)


def tables(message: Message) -> list[Found]:
    """Everything that tables say."""
    found: list[Found] = []
    for table in message.tables:
        if len(table.rows) > 1:
            found += _read(message, table)
    return found


def _read(message: Message, table: Table) -> list[Found]:
    head = table.rows[0]
    body = numbered(head, table.rows[1:])
    first = [row[0] for row in body if row]
    if head and _PARTNER.search(head[0].text) and not any(cell.levels for cell in first):
        return _partners(head, body)
    leveled = sum(bool(cell.levels) for cell in first)
    people = [at for at, cell in enumerate(head) if at and _HEADS.search(cell.text)]
    if leveled >= 2 or (people and head and _TEAM.search(head[0].text)):
        return _tiers(head, body, people)
    if sum(bool(c.levels) for c in table.rows[0][:1]) and leveled:
        return _tiers((), table.rows, [])
    keyed = any(cell.severities or _customer(cell, column=head[0]) for cell in first)
    durations = any(cell.measured("duration") for row in body for cell in row[1:])
    if durations and (keyed or any(c.severities or c.customers for c in head[1:])):
        return _promises(message, table, head, body)
    if head and _ISSUE.search(head[0].text) and not head[0].severities:
        return _issues(head, body)
    if keyed:
        return _meanings(head, body)
    return []


def _tiers(head: Sequence[Sentence], body: Sequence[tuple[Sentence, ...]], people: Sequence[int]) -> list[Found]:
    found: list[Found] = []
    for rank, row in enumerate((row for row in body if row and row[0].text.strip()), start=1):
        cell = row[0]
        level = cell.levels[0].id if cell.levels else f"t{rank}"
        if re.match(r"\s*(?:total|sum|summe|gesamt|suma)\b", cell.text, re.IGNORECASE):
            found += [of_measure("team.headcount", "", m) for c in row[1:] for m in c.measures[:1]][:1]
            continue
        column = people[0] if people and people[0] < len(row) else None
        counted = _counted(row, column)
        found.append(_named("tier", level, cell))
        if counted is not None:
            found.append(replace(of_measure("tier.headcount", level, counted), unit="people"))
        found += _tier_columns(level, head, row)
    return found


def _counted(row: Sequence[Sentence], column: int | None) -> Measure | None:
    cells = [row[column]] if column is not None else list(row[1:])
    return next((m for cell in cells for m in (*cell.measured("people"), *cell.measured("bare"))), None)


def _tier_columns(level: str, head: Sequence[Sentence], row: Sequence[Sentence]) -> list[Found]:
    found = []
    for at, cell in enumerate(row[1:], start=1):
        above = head[at].text if at < len(head) else ""
        if cell.hours:
            hours = cell.hours[0]
            found.append(Found("tier.hours", level, hours.start, hours.end, text=hours.text))
        elif _HANDLE_TIME.search(above):
            found += [of_measure("tier.handle_time", level, m) for m in cell.measured("duration")[:1]]
        elif _SCOPE.search(above) and len(cell.text.strip()) > 3:
            found.append(_named("tier.scope", level, cell))
    return found


def _named(slot: str, subject: str, cell: Sentence) -> Found:
    """The cell's words as the text of a fact."""
    text = cell.text.strip()
    start = cell.start + cell.text.index(text) if text else cell.start
    return Found(slot, subject, start, start + len(text), text=tidy(text)[:200])


def _customer(cell: Sentence, *, column: Sentence | None = None) -> Key | None:
    """The class of customers that a cell names: a known one, or any words under a head such as Plan."""
    if cell.customers:
        return cell.customers[0]
    text = cell.text.strip()
    heading = column is not None and re.search(
        r"plan|customer|client|kunde|segment|tier|contract|vertrag|paket|cliente|contrato|package|account",
        column.text,
        re.IGNORECASE,
    )
    if heading and text and not any(c.isdigit() for c in text) and len(text.split()) <= 4:
        start = cell.start + cell.text.index(text)
        return Key(
            slug(re.sub(r"\b(?:customers?|clients?|kunden|clientes)\b", "", text, flags=re.IGNORECASE)),
            text,
            start,
            start + len(text),
        )
    return None


def _promises(
    message: Message, table: Table, head: Sequence[Sentence], body: Sequence[tuple[Sentence, ...]]
) -> list[Found]:
    found: list[Found] = []
    default = _kind_before(message, table)
    for column in head[1:]:
        found += _entities(column.severities[0] if column.severities else None, _customer(column))
    for row in body:
        if not row:
            continue
        severities = [c.severities[0] for c in row[:2] if c.severities and (_opens(c) or not c.measured("duration"))][
            :1
        ]
        customers = [
            k
            for c in row[:2]
            if not c.measured("duration") and not c.severities and (k := _customer(c, column=head[0]))
        ][:1]
        found += _entities(severities[0] if severities else None, customers[0] if customers else None)
        found += _meaning_behind(row[0])
        for at, cell in enumerate(row[1:], start=1):
            above = head[at] if at < len(head) else None
            found += _cell(cell, above, severities, customers, default)
    return found


def _opens(cell: Sentence) -> bool:
    """Whether a cell begins with the name of a severity."""
    return bool(cell.severities) and cell.severities[0].start - cell.start <= 2


def _meaning_behind(cell: Sentence) -> list[Found]:
    """What the first cell of a row says behind its severity: "P1 travelling right now"."""
    if not _opens(cell):
        return []
    key = cell.severities[0]
    text = tidy(cell.between(key.end, cell.end))
    if len(text.split()) < 2:
        return []
    start = cell.start + cell.text.index(text, key.end - cell.start) if text in cell.text else key.end
    return [Found("severity.meaning", key.id, start, start + len(text), text=text)]


def _cell(
    cell: Sentence, above: Sentence | None, severities: Sequence[Key], customers: Sequence[Key], default: str
) -> list[Found]:
    """What one cell of a table of promises says."""
    severity = (above.severities[0] if above and above.severities else None) or (severities[0] if severities else None)
    customer = (_customer(above) if above else None) or (customers[0] if customers else None)
    owner = customer.id if customer else "*"
    subject = f"{owner}/{severity.id if severity else '*'}"
    if above is not None and _PENALTY.search(above.text) and cell.text.strip():
        measured = cell.measured("money", "percent")
        words = _named("promise.penalty", owner, cell)
        return [replace(of_measure("promise.penalty", owner, measured[0]), text=words.text)] if measured else [words]
    if above is not None and _MEANING.search(above.text) and severity and not cell.measured("duration"):
        return [_named("severity.meaning", severity.id, cell)] if cell.text.strip() else []
    kinds = [m.value for m in above.of("promise.kind")] if above else []
    durations = cell.measured("duration") or _unit_from_head(cell, above)
    clock = next((h.text for h in cell.hours if h.text in ("24x7", "24x5")), None)
    found = []
    for rank, measure in enumerate(durations[: len(KINDS)]):
        own = [m.value for m in cell.of("promise.kind") if m.start >= measure.start][:1]
        order = kinds if len(kinds) > 1 else [kinds[0] if kinds else default, "resolution", "resolution"]
        kind = own[0] if own else order[min(rank, len(order) - 1)]
        found.append(of_measure(f"promise.{kind}", subject, measure, clock=clock))
    if cell.hours and not durations and customer:
        hours = cell.hours[0]
        found.append(Found("promise.hours", customer.id, hours.start, hours.end, text=hours.text))
    return found


def _unit_from_head(cell: Sentence, above: Sentence | None) -> list[Measure]:
    """Bare numbers under a head such as "Response (min)"."""
    units = {m.value for m in above.of("unit")} if above else set()
    if len(units) != 1 or not (units & {"min", "h", "day"}):
        return []
    unit = units.pop()
    return [replace(m, kind="duration", unit=unit) for m in cell.measured("bare")[:1]]  # type: ignore[arg-type]


def _kind_before(message: Message, table: Table) -> str:
    """The kind of promise that the words around the table name, a first response if none does."""
    before = [s for s in message.sentences if s.end <= table.start and s.segment.paragraph >= 0][-2:]
    after = [s for s in message.sentences if s.start >= table.end and s.segment.paragraph >= 0][:1]
    named = [m.value for s in (*reversed(before), *after) for m in s.of("promise.kind")]
    return named[0] if named and table.start - (before[-1].end if before else 0) < 200 else "first_response"


def _entities(severity: Key | None, customer: Key | None) -> list[Found]:
    found = []
    for slot, key in (("severity", severity), ("customer_tier", customer)):
        if key is not None and key.id not in ("", "*"):
            own = key.id == slug(key.name)
            name = (
                tidy(key.name)
                if own
                else tidy(
                    re.sub(r"\s+(?:customers?|clients?|clientes|kunden|plan)$", "", key.name, flags=re.IGNORECASE)
                )
                or key.name
            )
            found.append(Found(slot, key.id, key.start, key.end, text=name[:1].upper() + name[1:]))
    return found


def _meanings(head: Sequence[Sentence], body: Sequence[tuple[Sentence, ...]]) -> list[Found]:
    found: list[Found] = []
    for row in body:
        if len(row) < 2 or not row[0].severities:
            continue
        key = row[0].severities[0]
        found += _entities(key, None)
        column = next((at for at, cell in enumerate(head) if at and _MEANING.search(cell.text)), 1)
        if column < len(row) and len(row[column].text.split()) > 1:
            found.append(_named("severity.meaning", key.id, row[column]))
    return found


def _issues(head: Sequence[Sentence], body: Sequence[tuple[Sentence, ...]]) -> list[Found]:
    found: list[Found] = []
    for row in body:
        text = tidy(row[0].text) if row else ""
        if not text or re.match(r"(?:total|sum|gesamt|summe)\b", text, re.IGNORECASE):
            continue
        named = _named("issue", issue_named(text), row[0])
        found.append(replace(named, text=text))
        hazard = hazard_in(row[0])
        if hazard:
            found.append(replace(named, slot="issue.hazard", text=hazard))
        for at, cell in enumerate(row[1:], start=1):
            above = head[at].text if at < len(head) else ""
            shares = cell.measured("percent") or (cell.measured("bare") if "%" in above else [])
            if shares:
                found.append(replace(of_measure("issue.share", named.subject, shares[0]), unit="percent"))
            elif cell.text.strip() and (_WHO.search(above) or cell.levels):
                found.append(_named("issue.handled_by", named.subject, cell))
    return found


def _partners(head: Sequence[Sentence], body: Sequence[tuple[Sentence, ...]]) -> list[Found]:
    found: list[Found] = []
    for row in body:
        if not row or not slug(row[0].text):
            continue
        named = _named("partner", slug(row[0].text), row[0])
        found.append(named)
        for cell in row[1:]:
            if cell.measured("duration"):
                found.append(of_measure("partner.obligation", named.subject, cell.measured("duration")[0]))
            elif cell.has("no_duty") or re.fullmatch(
                r"\s*(?:none|no|keine?|ninguno|—|-|–)\s*", cell.text, re.IGNORECASE
            ):
                found.append(replace(_named("partner.obligation", named.subject, cell), text="none"))
            elif cell.hours:
                hours = cell.hours[0]
                found.append(Found("partner.hours", named.subject, hours.start, hours.end, text=hours.text))
            elif cell.text.strip():
                found.append(_named("partner.owns", named.subject, cell))
    return found
