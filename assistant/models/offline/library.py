"""What the offline author knows: kinds of issues, ticket fields and trades, as validated data."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from schemas.conditions import FieldKind, Operator
from schemas.errors import CardError
from schemas.quantity import Unit

FOLDER = Path(__file__).parent / "knowledge"
Hazard = Literal["safety", "security", "privacy", "legal", "money"]
Grade = Literal["critical", "high", "normal", "low"]
GRADES: tuple[Grade, ...] = ("critical", "high", "normal", "low")
Entry = TypeVar("Entry", bound=BaseModel)


class Known(BaseModel):
    """The base of everything in the library."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Limit(Known):
    """One measurable limit at which a case of this kind moves on."""

    field: str
    op: Operator
    value: float | None = None
    unit: Unit | Literal["money"] | None = None
    """`money` stands for the brief's currency."""
    answer: Literal["yes", "no"] | None = None


class Signal(Known):
    """What finds such cases before a ticket does."""

    source: str
    threshold: tuple[float, Unit]
    window: tuple[float, Unit]


class IssueKind(Known):
    """What is known of one kind of issue."""

    id: str
    keywords: dict[str, tuple[str, ...]]
    """By language; a trailing * stands for any ending."""
    hazard: Hazard | None = None
    level: Literal["first", "middle", "top"]
    """Where in the line its solvers usually sit."""
    grade: Grade
    """How severe its typical case is."""
    only_at_home: bool = False
    """Its words mean something else outside the trades that name it among their kinds."""
    evidence: tuple[str, ...]
    limits: tuple[Limit, ...]
    """None: the case moves at once."""
    screening: str | None = None
    """The flag that is asked for at intake."""
    detector: Signal | None = None
    lever: Literal["product", "self_service", "supplier", "authority", "access", "training"]
    instruct: bool = False
    """The customer is told at once what to do."""


class FieldBook(Known):
    """The ticket fields beyond the standard vocabulary, by kind."""

    flag: tuple[str, ...]
    timestamp: tuple[str, ...]
    money: tuple[str, ...]
    duration: tuple[str, ...]
    number: tuple[str, ...]
    sensitive: tuple[str, ...]
    unknown_counts_as_yes: tuple[str, ...]
    unknown_counts_as_no: tuple[str, ...]
    judged: tuple[str, ...]

    def unanswered(self, field: str) -> Literal["yes", "no", "unknown"]:
        """What the field counts as while nobody has answered it."""
        if field in self.unknown_counts_as_yes:
            return "yes"
        return "no" if field in self.unknown_counts_as_no else "unknown"

    def kind_of(self, field: str) -> FieldKind:
        """The kind of a field; a free text where nothing is said."""
        kinds: tuple[FieldKind, ...] = ("flag", "timestamp", "money", "duration", "number")
        return next((kind for kind in kinds if field in getattr(self, kind)), "reference")


class Duty(Known):
    """A duty to report that holds for a trade or a hazard."""

    id: str
    hazards: tuple[Hazard, ...] = ()
    """The hazards that call for it; none: the trade alone does."""
    regions: tuple[Literal["eu", "us", "uk", "any"], ...]
    length: tuple[float, Unit] | None
    """None: a lawyer must say."""


class Conduct(Known):
    """A rule of the trade; its sentence stands in the words."""

    id: str
    why: Literal["law", "contract", "harm", "privacy", "security"]


class Trade(Known):
    """What is known of one trade."""

    id: str
    keywords: dict[str, tuple[str, ...]]
    kinds: tuple[str, ...] = ()
    """The kinds of issues that are at home in it: the brief's issues of these kinds speak for the trade."""
    consumer: bool
    """Whether its customers are mostly private people."""
    conduct: tuple[Conduct, ...]
    duties: tuple[Duty, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    """What can go wrong in this trade even if no issue names it."""
    floor: str | None = None
    """A judged flag that makes a case critical in this trade."""
    tone: Literal["plain", "neutral", "formal"] = "neutral"


@cache
def issue_kinds() -> dict[str, IssueKind]:
    """Every kind of issue by id. Raises CardError naming the file and the key."""
    return _entries("issues.yaml", IssueKind, _with_answers)


@cache
def trades() -> dict[str, Trade]:
    """Every trade by id. Raises CardError naming the file and the key."""
    return _entries("trades.yaml", Trade, lambda entry: entry)


@cache
def field_book() -> FieldBook:
    """The fields by kind."""
    return _validated(FieldBook, loaded(FOLDER / "fields.yaml"), "fields.yaml")


def loaded(path: Path) -> dict[str, Any]:
    """A YAML file's mapping. Raises CardError naming the file and the line."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe loaders
    except yaml.YAMLError as error:
        raise CardError(f"{path.name} is no readable YAML: {error}", do="Mend the line.") from error
    if not isinstance(data, dict):
        raise CardError(f"{path.name} holds no mapping.", do="Begin with a key.")
    return data


def _entries(name: str, kind: type[Entry], prepared: Any) -> dict[str, Entry]:
    data = loaded(FOLDER / name)
    return {id: _validated(kind, {"id": id, **prepared(entry)}, f"{name}, {id}") for id, entry in data.items()}


def _with_answers(entry: dict[str, Any]) -> dict[str, Any]:
    """`is: "yes"` reads well in the data; in Python it is a keyword."""
    limits = [{("answer" if key == "is" else key): held for key, held in limit.items()} for limit in entry["limits"]]
    return entry | {"limits": limits}


def _validated(kind: type[Entry], data: dict[str, Any], where: str) -> Entry:
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise CardError(f"{where}: {place}: {first['msg']}.", do="Mend the entry.") from error
