"""Time zones as people name them: abbreviations, cities and countries, each with its IANA name.

An abbreviation stands for the wall clock of the place, in summer too: people who write "9-5 EST" in July mean what the
clocks of New York show. Where one has several meanings, the one most common in support organisations is taken
(IST is India, CST is Chicago, BST is London).
"""

from __future__ import annotations

import re
from functools import lru_cache
from zoneinfo import available_timezones

from schemas.calendar import is_timezone

_NAMES: dict[str, str] = {
    "UTC": "utc, gmt, z, zulu, coordinated universal time, universal time, greenwich mean time, weltzeit",
    "Europe/Berlin": (
        "cet, cest, met, mez, mesz, central european time, central european summer time, central european, "
        "mitteleuropäische zeit, germany, german, deutschland, deutsche, deutscher, alemania, munich, münchen, "
        "muenchen, hamburg, frankfurt, cologne, köln, koeln, stuttgart, düsseldorf, duesseldorf, leipzig, nürnberg, "
        "nuremberg"
    ),
    "Europe/London": (
        "bst, british summer time, british, uk, u.k, united kingdom, great britain, england, scotland, wales, "
        "großbritannien, grossbritannien, vereinigtes königreich, reino unido, londres, manchester, birmingham, "
        "edinburgh, leeds, bristol, glasgow"
    ),
    "Europe/Dublin": "ireland, irland, irlanda, dublín, cork",
    "Europe/Lisbon": "wet, west, western european time, portugal, lisboa, lissabon, porto, oporto",
    "Europe/Athens": "eet, eest, oez, oesz, eastern european time, greece, griechenland, grecia, athen, atenas",
    "Europe/Paris": "france, frankreich, francia, lyon, marseille, toulouse, parís",
    "Europe/Madrid": (
        "spain, spanien, españa, espana, barcelona, valencia, sevilla, seville, bilbao, málaga, peninsular"
    ),
    "Europe/Rome": "italy, italien, italia, milan, milano, mailand, milán, roma, rom, turin",
    "Europe/Vienna": "austria, österreich, oesterreich, wien, viena, graz",
    "Europe/Zurich": "switzerland, schweiz, suiza, zürich, zuerich, geneva, genf, basel, bern, berne",
    "Europe/Amsterdam": (
        "netherlands, the netherlands, niederlande, países bajos, holland, rotterdam, utrecht, eindhoven"
    ),
    "Europe/Brussels": "belgium, belgien, bélgica, brüssel, bruselas, antwerp, ghent",
    "Europe/Copenhagen": "denmark, dänemark, dinamarca, kopenhagen, copenhague, aarhus",
    "Europe/Stockholm": "sweden, schweden, suecia, gothenburg, göteborg, malmö, estocolmo",
    "Europe/Oslo": "norway, norwegen, noruega, bergen",
    "Europe/Helsinki": "finland, finnland, finlandia",
    "Europe/Warsaw": "poland, polen, polonia, warschau, varsovia, krakow, kraków, cracow, wroclaw, wrocław, gdansk",
    "Europe/Prague": "czechia, czech republic, tschechien, chequia, prag, praga, brno",
    "Europe/Budapest": "hungary, ungarn, hungría",
    "Europe/Bucharest": "romania, rumänien, rumania, bukarest, bucarest, cluj",
    "Europe/Sofia": "bulgaria, bulgarien",
    "Europe/Kyiv": "ukraine, ukrania, kiev, kiew, lviv",
    "Europe/Moscow": "msk, moskau, moscú",
    "Europe/Istanbul": "trt, turkey, türkiye, türkei, turquía, estambul, ankara",
    "America/New_York": (
        "et, est, edt, eastern, eastern time, us eastern, us eastern time, eastern standard time, eastern daylight "
        "time, nyc, new york city, nueva york, boston, washington, washington dc, philadelphia, atlanta, miami, "
        "charlotte"
    ),
    "America/Chicago": (
        "ct, cst, cdt, central, central time, us central, us central time, central standard time, central daylight "
        "time, dallas, houston, austin, minneapolis, st. louis, nashville, kansas city"
    ),
    "America/Denver": (
        "mt, mst, mdt, mountain, mountain time, us mountain, mountain standard time, salt lake city, boulder"
    ),
    "America/Los_Angeles": (
        "pt, pst, pdt, pacific, pacific time, us pacific, us pacific time, pacific standard time, pacific daylight "
        "time, la, san francisco, sf, seattle, portland, san diego, san jose, silicon valley, las vegas, california, "
        "kalifornien"
    ),
    "America/Phoenix": "arizona",
    "America/Anchorage": "akst, akdt, alaska",
    "Pacific/Honolulu": "hst, hawaii",
    "America/Halifax": "adt, atlantic time",
    "America/Toronto": "ottawa, montreal, montréal, quebec",
    "America/Mexico_City": "méxico df, cdmx, ciudad de méxico, ciudad de mexico, guadalajara, mexiko-stadt",
    "America/Bogota": "cot, colombia, kolumbien, bogotá, medellín, medellin",
    "America/Lima": "pet, peru, perú",
    "America/Santiago": "clt, clst, chile",
    "America/Argentina/Buenos_Aires": "art, argentina, argentinien, buenos aires, córdoba",
    "America/Sao_Paulo": "brt, são paulo, sao paulo, rio, rio de janeiro, brasilia, brasília",
    "America/Montevideo": "uyt, uruguay",
    "America/Caracas": "vet, venezuela",
    "America/Costa_Rica": "costa rica",
    "America/Panama": "panamá",
    "America/Guayaquil": "quito",
    "Asia/Kolkata": (
        "ist, india, indien, indian standard time, bangalore, bengaluru, mumbai, delhi, new delhi, hyderabad, pune, "
        "chennai, calcutta"
    ),
    "Asia/Manila": "pht, philippines, the philippines, philippinen, filipinas, cebu",
    "Asia/Singapore": "sgt, singapur",
    "Asia/Tokyo": "jst, japan, japón, tokio, osaka",
    "Asia/Seoul": "kst, south korea, korea, südkorea, corea del sur, seúl",
    "Asia/Shanghai": "china, china standard time, beijing, peking, pekín, shenzhen",
    "Asia/Hong_Kong": "hkt",
    "Asia/Taipei": "taiwan",
    "Asia/Bangkok": "ict, thailand, tailandia",
    "Asia/Ho_Chi_Minh": "vietnam, hanoi, saigon",
    "Asia/Kuala_Lumpur": "myt, malaysia, malasia",
    "Asia/Jakarta": "wib",
    "Asia/Dubai": "gst, uae, united arab emirates, emirates, dubái, abu dhabi",
    "Asia/Riyadh": "saudi arabia, saudi-arabien, riad",
    "Asia/Jerusalem": "idt, israel, tel aviv",
    "Asia/Karachi": "pkt, pakistan, lahore, islamabad",
    "Asia/Dhaka": "bangladesh",
    "Asia/Colombo": "sri lanka",
    "Asia/Kathmandu": "nepal",
    "Australia/Sydney": "aet, aest, aedt, australian eastern time, canberra",
    "Australia/Adelaide": "acst, acdt",
    "Australia/Perth": "awst",
    "Pacific/Auckland": "nzst, nzdt, new zealand, neuseeland, nueva zelanda, wellington",
    "Africa/Johannesburg": "sast, south africa, südafrika, sudáfrica, cape town, kapstadt, durban, pretoria",
    "Africa/Nairobi": "eat, kenya, kenia",
    "Africa/Lagos": "wat, nigeria",
    "Africa/Cairo": "egypt, ägypten, egipto, kairo",
    "Africa/Casablanca": "morocco, marokko, marruecos",
}


def _listed(names: str) -> frozenset[str]:
    return frozenset(name.strip() for name in names.split(","))


ZONE_OF: dict[str, str] = {name: zone for zone, names in _NAMES.items() for name in _listed(names)}

# Names that are also words in one of the languages read: they count in capitals only.
CAPITALS_ONLY = _listed(
    "art, cat, cot, ct, eat, est, et, hst, ict, ist, la, met, mt, pet, pt, rio, rom, sf, uk, vet, wat, wet, west, z"
)
SEVERAL_ZONES = _listed(
    "us, usa, u.s, america, united states, vereinigte staaten, estados unidos, canada, kanada, canadá, brazil, brasil, "
    "brasilien, australia, australien, mexico, méxico, mexiko, russia, russland, rusia, indonesia, indonesien"
)

_OFFSET = re.compile(r"(?:utc|gmt)\s*([+-])\s*(\d{1,2})(?::?(00|30|45))?", re.IGNORECASE)
_HALF_HOURS = {"+05:30": "Asia/Kolkata", "+05:45": "Asia/Kathmandu", "+09:30": "Australia/Darwin"}
_AREAS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
# Last parts of zone names that are words before they are places.
_NO_CITIES = _listed("act, center, central, easter, eastern, lhi, north, nsw, queensland, south, victoria, west")


def zone_named(name: str) -> str | None:
    """The IANA name for an IANA name, "UTC+2", an abbreviation, a city or a country; None when it is none of them.

    None also for countries with several zones. "IST" is India, "ist" is a word: see CAPITALS_ONLY.
    """
    text = re.sub(r"\s+", " ", name.strip().strip("."))
    if is_timezone(text):
        return text
    if offset := _OFFSET.fullmatch(text.replace("−", "-")):
        return _fixed_offset(sign=offset[1], hours=int(offset[2]), minutes=offset[3] or "00")
    lowered = text.lower()
    if lowered in CAPITALS_ONLY and not text.isupper():
        return None
    return ZONE_OF.get(lowered) or _cities().get(lowered)


def _fixed_offset(*, sign: str, hours: int, minutes: str) -> str | None:
    """A zone that keeps the offset all year; the database names Etc zones with the sign turned around."""
    if minutes != "00":
        return _HALF_HOURS.get(f"{sign}{hours:02d}:{minutes}")
    if hours == 0:
        return "UTC"
    zone = f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"
    return zone if is_timezone(zone) else None


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """Every city after which the database names a zone, in lower case, with the zone."""
    cities: dict[str, str] = {}
    for zone in sorted(available_timezones()):
        city = zone.rpartition("/")[2].replace("_", " ").lower()
        if zone.startswith(_AREAS) and city not in _NO_CITIES and city not in SEVERAL_ZONES:
            cities.setdefault(city, zone)
    return cities
