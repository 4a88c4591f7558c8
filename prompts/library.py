"""The library of cards: found, loaded, and found whole, or refused with the file and line."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from prompts.card import Card as Card
from prompts.card import CardData, card_of
from prompts.consistency import check_data, check_templates
from prompts.places import PlacedYaml, read_yaml
from prompts.release import check_unchanged
from schemas.errors import CardError

CARDS = Path(__file__).parent / "cards"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FOLDER = re.compile(r"v([1-9]\d*)")


@dataclass(frozen=True, kw_only=True)
class CardName:
    """A card and one of its versions, as the folders name them."""

    id: str
    major: int


def list_cards(*, root: Path = CARDS) -> tuple[CardName, ...]:
    """Every version of every card, by id and version."""
    return tuple(
        CardName(id=card.name, major=major)
        for card in sorted(root.iterdir())
        if card.is_dir() and _ID.fullmatch(card.name)
        for major in sorted(_majors(card))
    )


def load_card(
    id: str, version: str | None = None, *, root: Path = CARDS, known_checks: Collection[str] | None = None
) -> Card:
    """The card, its newest version unless one is named (`1.0.0`, or `1` for the newest of folder v1).

    known_checks: ids of the checks that exist; None leaves the criteria's checks unexamined.
    Raises CardError: no such card or version, or one that is broken, with its file and line.
    """
    folder = _folder(id, version, root)
    placed = read_yaml(folder / "card.yaml")
    data = _validated(placed)
    if version is not None and "." in version and data.version != version:
        raise CardError(f"{folder} holds version {data.version}, not {version}.", do="Name a version that exists.")
    check_data(data, placed, known_checks=known_checks)
    check_templates(data, placed)
    check_unchanged(folder)
    return card_of(data, folder)


def _folder(id: str, version: str | None, root: Path) -> Path:
    card = root / id
    if not _ID.fullmatch(id) or not card.is_dir():
        known = ", ".join(sorted({name.id for name in list_cards(root=root)})) or "none"
        raise CardError(f"There is no card {id!r}.", do=f"Known cards: {known}.")
    majors = sorted(_majors(card))
    wanted = version.split(".")[0] if version else str(majors[-1] if majors else "")
    if wanted not in map(str, majors):
        raise CardError(f"The card {id!r} has no version {version or 'at all'}.", do=f"Known: {majors}.")
    return card / f"v{wanted}"


def _majors(card: Path) -> list[int]:
    return [int(match.group(1)) for each in card.iterdir() if (match := _FOLDER.fullmatch(each.name))]


def _validated(placed: PlacedYaml) -> CardData:
    try:
        return CardData.model_validate(placed.data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        route = first["loc"]
        name = ".".join(map(str, route))
        if first["type"] == "extra_forbidden":
            raise placed.error(route, f"unknown key `{name}`.") from error
        raise placed.error(route, f"`{name}`: {first['msg']}.") from error
