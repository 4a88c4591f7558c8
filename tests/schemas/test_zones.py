"""Time zones are recognised by the names that people give them."""

import pytest

from schemas.calendar import is_timezone
from schemas.zones import SEVERAL_ZONES, ZONE_OF, zone_named


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("CET", "Europe/Berlin"),
        ("MESZ", "Europe/Berlin"),
        ("est", None),
        ("EST", "America/New_York"),
        ("Pacific Time", "America/Los_Angeles"),
        ("IST", "Asia/Kolkata"),
        ("ist", None),
        ("UTC", "UTC"),
        ("GMT", "UTC"),
        ("UTC+2", "Etc/GMT-2"),
        ("GMT-05:00", "Etc/GMT+5"),
        ("UTC+5:30", "Asia/Kolkata"),
        ("UTC+0", "UTC"),
        ("UTC+25", None),
        ("München", "Europe/Berlin"),
        ("Reino Unido", "Europe/London"),
        ("new  york", "America/New_York"),
        ("Vilnius", "Europe/Vilnius"),
        ("US", None),
        ("Australia", None),
        ("Gotham", None),
        ("", None),
        ("../../etc/passwd", None),
    ],
)
def test_a_name_leads_to_its_zone_or_to_none(name: str, zone: str | None) -> None:
    """Abbreviations, offsets, cities and countries in three languages."""
    assert zone_named(name) == zone


def test_every_name_leads_to_a_zone_of_the_database() -> None:
    """The table holds no misspelt zone."""
    assert [name for name, zone in ZONE_OF.items() if not is_timezone(zone)] == []


def test_no_country_with_several_zones_leads_to_one() -> None:
    """A guess among them would be wrong for most of its people."""
    assert [name for name in SEVERAL_ZONES if zone_named(name)] == []
