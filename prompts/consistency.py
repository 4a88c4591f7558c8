"""Whether a card agrees with itself: every name it uses is declared, every template is there and gets its values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from prompts.card import CardData, Criterion, Inferred, Input
from prompts.places import PlacedYaml, Route, broken
from prompts.templates import SUFFIX, variables

ALWAYS_IN_SCOPE = frozenset({"card"})


def check_data(card: CardData, placed: PlacedYaml, *, known_checks: Collection[str] | None) -> None:
    """Raises CardError at the first name that does not fit."""
    folder = placed.path.parent
    if card.id != folder.parent.name:
        raise placed.error(("id",), f"the card is called {card.id!r} and its folder {folder.parent.name!r}.")
    if f"v{card.version.split('.')[0]}" != folder.name:
        raise placed.error(("version",), f"version {card.version} cannot stand in the folder {folder.name}.")
    _check_change_notes(card, placed)
    _check_single((s.id for s in card.slots), ("slots",), "slot", placed)
    _check_single((t.id for t in card.task), ("task",), "part of the task", placed)
    _check_slots(card, placed)
    _check_inputs(card, placed)
    for group in ("excellent", "avoid"):
        criteria = getattr(card.criteria, group)
        _check_single((c.id for c in criteria), ("criteria", group), "criterion", placed)
        for index, criterion in enumerate(criteria):
            _check_criterion(criterion, ("criteria", group, index), placed, known_checks)
    if not 0 < card.output.least_words < card.output.most_words:
        raise placed.error(("output", "most_words"), "the most words must be more than the least.")


def check_templates(card: CardData, placed: PlacedYaml) -> None:
    """Raises CardError for a template that is missing, unused or broken, or whose values do not fit."""
    folder = placed.path.parent
    reached: set[str] = set()
    for name, step in card.steps.items():
        route: Route = ("steps", name)
        if not (folder / step.template).is_file():
            raise placed.error((*route, "template"), f"there is no template `{step.template}` in this folder.")
        if step.system is not None and (step.system not in card.steps or card.steps[step.system].system is not None):
            raise placed.error((*route, "system"), f"`{step.system}` is no step that others can begin with.")
        read = list(variables(folder, step.template))
        reached |= {step.template} | {path.name for _, path, _ in read}
        for variable, path, line in read:
            if variable not in step.uses and variable not in ALWAYS_IN_SCOPE:
                raise broken(path, line, f"`{variable}` is no input of the step `{name}`: add it to `uses`.")
        for index, variable in enumerate(step.uses):
            if variable not in {each for each, _, _ in read}:
                raise placed.error((*route, "uses", index), f"`{step.template}` does not read `{variable}`.")
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        if path.name not in reached and not path.name.startswith("_"):
            raise broken(path, 1, "no step uses this template.")


def _check_change_notes(card: CardData, placed: PlacedYaml) -> None:
    notes = placed.path.parent / "CHANGES.md"
    if not notes.is_file() or f"## {card.version}" not in notes.read_text(encoding="utf-8"):
        raise placed.error(("version",), f"CHANGES.md beside the card says nothing under `## {card.version}`.")


def _check_single(ids: Iterable[str], route: Route, what: str, placed: PlacedYaml) -> None:
    seen: set[str] = set()
    for index, id in enumerate(ids):
        if id in seen:
            raise placed.error((*route, index), f"the {what} `{id}` stands here twice.")
        seen.add(id)


def _check_slots(card: CardData, placed: PlacedYaml) -> None:
    entities = {slot.id for slot in card.slots if slot.kind == "entity"}
    for index, slot in enumerate(card.slots):
        for part in filter(None, slot.of.split("/")):
            if part not in entities:
                raise placed.error(("slots", index, "of"), f"`{part}` is no slot of the kind entity.")


def _check_inputs(card: CardData, placed: PlacedYaml) -> None:
    known = {slot.id for slot in card.slots}
    asked = [("required", i, one) for i, one in enumerate(card.inputs.required)]
    asked += [("optional", i, one) for i, one in enumerate(card.inputs.optional)]
    seen: set[str] = set()
    for group, index, one in asked:
        route: Route = ("inputs", group, index)
        if one.id in seen:
            raise placed.error(route, f"the input `{one.id}` stands here twice.")
        seen.add(one.id)
        for field, slot in _slots_of(one):
            if slot not in known:
                raise placed.error((*route, field), f"`{slot}` is no slot of this card.")
    if len(card.inputs.required) > card.inputs.most_questions:
        raise placed.error(("inputs", "most_questions"), "there are more required inputs than questions.")
    kinds = {slot.id: slot.kind for slot in card.slots}
    for group, index, one in asked:
        for place, value in enumerate(one.assumed):
            _check_inferred(value, ("inputs", group, index, "assumed", place), kinds, placed)
    for index, value in enumerate(card.inputs.inferred):
        _check_inferred(value, ("inputs", "inferred", index), kinds, placed)


def _slots_of(one: Input) -> list[tuple[str, str]]:
    named = [("slots", slot) for slot in one.slots]
    return named + [("needs", slot) for need in one.needs for slot in (*need.any_of, *need.each)]


def _check_inferred(value: Inferred, route: Route, kinds: Mapping[str, str], placed: PlacedYaml) -> None:
    if value.slot not in kinds:
        raise placed.error((*route, "slot"), f"`{value.slot}` is no slot of this card.")
    wants_number = kinds[value.slot] in ("number", "duration")
    if wants_number and (value.number is None or value.unit is None):
        raise placed.error(route, f"`{value.slot}` holds a number: give `number` and `unit`.")
    if not wants_number and value.text is None:
        raise placed.error(route, f"`{value.slot}` holds a text: give `text`.")
    if None not in (value.low, value.number, value.high) and not value.low <= value.number <= value.high:  # type: ignore[operator]
        raise placed.error(route, "the value lies outside its own range.")


def _check_criterion(
    criterion: Criterion, route: Route, placed: PlacedYaml, known_checks: Collection[str] | None
) -> None:
    if not criterion.checks and not criterion.judge:
        raise placed.error(route, f"the criterion `{criterion.id}` has neither a check nor a judge's question.")
    for index, check in enumerate(criterion.checks):
        if known_checks is not None and check not in known_checks:
            raise placed.error((*route, "checks", index), f"there is no check `{check}`.")
