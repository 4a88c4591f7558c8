"""What the offline author knows is whole, and says so where it is not."""

import re
from pathlib import Path

import pytest

from assistant.models.offline import library
from assistant.models.offline.catalog import Words, languages
from assistant.models.offline.library import field_book, issue_kinds, trades
from assistant.models.offline.setting import customer_forms
from schemas.errors import CardError
from schemas.fields import standard_fields

KINDS = sorted(issue_kinds())
LIMITS = {
    "first": 8,
    "never": 8,
    "limit": 14,
    "example": 16,
    "counter": 18,
    "prevent": 12,
    "after": 12,
    "signal": 14,
    "noise": 10,
}
STANDARD = {field.id for field in standard_fields()}


def words(language: str = "en") -> Words:
    return Words(language).naming(issue="issue", **customer_forms(Words(language), "general"))


def test_there_are_many_kinds_of_issues() -> None:
    """At least thirty-five, with words in three languages each."""
    assert len(KINDS) >= 35
    assert all(set(kind.keywords) == {"en", "de", "es"} for kind in issue_kinds().values())


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("id", KINDS)
def test_a_kind_has_all_its_sentences(id: str, language: str) -> None:
    """Also those for its detector and its instructions, each within the limit of its field."""
    kind = issue_kinds()[id]
    wanted = {"first", "never", "limit", "example", "counter", "prevent", "after"}
    wanted |= {"signal", "noise"} if kind.detector else set()
    for key in wanted:
        told = words(language).say(f"issues.{id}.{key}")
        assert len(re.sub(r"\{[^}]*\}", "two words", told).split()) <= LIMITS[key], told
    assert words().lines(f"issues.{id}.closed")
    assert bool(words().lines(f"issues.{id}.tell")) or not kind.instruct


@pytest.mark.parametrize("id", KINDS)
def test_a_kind_asks_for_fields_that_are_explained(id: str) -> None:
    """Evidence and limits stand in the field book; what is screened for has a question."""
    kind = issue_kinds()[id]
    unknown = [f for f in (*kind.evidence, *(one.field for one in kind.limits)) if f not in STANDARD]
    assert all(words().has(f"fields.{field}") for field in unknown)
    assert kind.screening is None or words().say(f"fields.{kind.screening}").count(" | ") == 2


@pytest.mark.parametrize("id", KINDS)
def test_a_limit_names_its_own_number_only(id: str) -> None:
    """A number in the sentence is the kind's first limit."""
    named = re.findall(r"\{q:([^}]*)\}", words().say(f"issues.{id}.limit"))
    has_number = any(one.value is not None for one in issue_kinds()[id].limits)
    assert set(named) <= ({f"{id}_limit"} if has_number else set())


@pytest.mark.parametrize("id", sorted(trades()))
def test_a_trade_has_its_rules_and_duties_in_words(id: str) -> None:
    """Each conduct rule as scope and rule, each duty as law, start and note."""
    trade = trades()[id]
    assert all(words().say(f"trades.conduct.{one.id}").count(" | ") == 1 for one in trade.conduct)
    assert all(words().say(f"trades.duties.{one.id}").count(" | ") == 2 for one in trade.duties)


def test_judged_fields_have_questions() -> None:
    """Nobody is asked a bare label."""
    book = field_book()
    asked = [f for f in book.judged if f != "regulator_flag"]
    assert all(words().say(f"fields.{field}").count(" | ") == 2 for field in asked)


def test_a_broken_entry_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its file, its id and its key."""
    (tmp_path / "issues.yaml").write_text("flood:\n  keywords: {en: [flood]}\n  grade: terrible\n  limits: []\n")
    monkeypatch.setattr(library, "FOLDER", tmp_path)
    issue_kinds.cache_clear()
    with pytest.raises(CardError, match=r"issues\.yaml, flood: level"):
        issue_kinds()
    issue_kinds.cache_clear()


def test_unreadable_yaml_is_named(tmp_path: Path) -> None:
    """With its file."""
    path = tmp_path / "trades.yaml"
    path.write_text("saas: [unclosed")
    with pytest.raises(CardError, match=r"trades\.yaml is no readable YAML"):
        library.loaded(path)
