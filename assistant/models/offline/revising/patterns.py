"""How people say what should change, in English, German and Spanish: the first pattern that fits decides."""

from __future__ import annotations

AMOUNT = (
    r"(?P<value>\d+(?:[.,]\d+)?)\s*"
    r"(?P<unit>min(?:ute|uten|uto|utos)?s?\b|m\b|h(?:ours?|rs?|oras?)?\b|std\b|stunden?\b|days?\b|tage?n?\b|d[ií]as?\b)"
)
SEVERITY = r"(?P<severity>[a-z]{1,4}\s?-?\d)"
_ACKNOWLEDGE = r"(?:ack\w*|bestätig\w*|confirm\w*)"
_UPDATE = r"(?:updates?|informed|aktualisier\w*|informier\w*|zwischenst[aä]nd\w*|actualiza\w*|informa\w*|avisos?)"
_EVERY = r"(?:every|alle|cada)"
_ANSWER = r"(?:answer\w*|respon\w*|repl\w*|first|antwort\w*|erstantwort\w*|erstreaktion\w*|reagier\w*|respuesta\w*)"
_ISSUE = r"(?:issue(?:\s+type)?s?|fallart(?:en)?|fall|tipo\s+de\s+caso|tipo|caso)"
_A = r"(?:an?|the|another|einen?|eine|der|die|das|den|un|una|el|la|otro|otra)"
_NEW = r"(?:new|neuen?|neuer|neue|nuevo|nueva)"
_NAMED = r"(?:called|named|namens|llamad[oa])"
_OUTSIDE = r"(?:outside|external|externen?|externer|extern[oa])"
_PARTNER = r"(?:partner(?:\s+tier)?|socio)"
_OWNS = (
    r"(?:(?:\s+(?:that|which|who)\s+(?:owns|handles|does|repairs)\s+|,?\s+(?:der|die|das|zuständig)?\s*für\s+"
    r"|,?\s+(?:que\s+(?:lleva|hace|repara)|para)\s+)(?P<owns>.+))?$"
)

PATTERNS: tuple[tuple[str, str], ...] = (
    ("acknowledge", rf"\b{_ACKNOWLEDGE}\b.*?{SEVERITY}\b.*?{AMOUNT}"),
    ("acknowledge", rf"{SEVERITY}\b.*?\b{_ACKNOWLEDGE}\b.*?{AMOUNT}"),
    ("update", rf"\b{_UPDATE}\b.*?{SEVERITY}\b.*?\b{_EVERY}\s+{AMOUNT}"),
    ("update", rf"{SEVERITY}\b.*?\b{_UPDATE}\b.*?{AMOUNT}"),
    ("respond", rf"{SEVERITY}\b.*?\b{_ANSWER}\b.*?{AMOUNT}"),
    ("respond", rf"\b{_ANSWER}\b.*?{SEVERITY}\b.*?{AMOUNT}"),
    ("rename", r"\brename\s+(?P<old>.+?)\s+(?:to|in|into|as)\s+(?P<new>.+)$"),
    ("rename", r"\b(?:be)?nenne\s+(?P<old>.+?)\s+(?:um\s+)?in\s+(?P<new>.+?)(?:\s+um)?$"),
    ("rename", r"^(?P<old>.+?)\s+umbenennen\s+in\s+(?P<new>.+)$"),
    ("rename", r"^(?P<old>.+?)\s+in\s+(?P<new>.+?)\s+umbenennen$"),
    (
        "rename",
        r"\b(?:renombr(?:a|ar|e)|cambi(?:a|e|ar)\s+el\s+nombre\s+de)\s+(?P<old>.+?)\s+(?:a|por|como)\s+(?P<new>.+)$",
    ),
    (
        "add_partner",
        rf"\b(?:add|ergänze|füge|añad[ae]|añadir|agreg(?:a|ue|ar))\s+(?:{_A}\s+)?(?:{_NEW}\s+)?(?:{_OUTSIDE}\s+)?"
        rf"{_PARTNER}\s+(?:{_NAMED}\s+)?(?P<partner>.+?)(?:\s+hinzu)?{_OWNS}",
    ),
    (
        "add_issue",
        rf"\b(?:add|ergänze|füge|añad[ae]|añadir|agreg(?:a|ue|ar))\s+(?:{_A}\s+)?(?:{_NEW}\s+)?{_ISSUE}\s+"
        rf"(?:{_NAMED}\s+)?(?P<issue>.+?)(?:\s+hinzu)?$",
    ),
    (
        "drop_issue",
        rf"\b(?:drop|remove|delete|streiche|entferne|lösche|quit[ae]|quitar|elimin[ae]|eliminar)\s+(?:{_A}\s+)?{_ISSUE}"
        r"\s+(?P<issue>.+)$",
    ),
    ("drop_issue", rf"^(?:{_A}\s+)?{_ISSUE}\s+(?P<issue>.+?)\s+(?:streichen|entfernen|löschen)$"),
    ("owner", r"\bowner\s+(?:is|should\s+be|becomes|to)\s+(?:the\s+)?(?P<owner>.+)$"),
    ("owner", r"\bverantwortlich(?:er)?\s+(?:ist|wird|soll)\s+(?:(?:der|die|das)\s+)?(?P<owner>.+?)(?:\s+sein)?$"),
    ("owner", r"\b(?:el\s+)?responsable\s+(?:es|será|debe\s+ser)\s+(?:(?:el|la)\s+)?(?P<owner>.+)$"),
    ("cap", r"\b(?:bounce\s+(?:cap|limit)|rückläufer|devoluciones)\b.*?(?P<count>\d+)"),
    (
        "people",
        r"(?P<tier>tier\s*\w+|stufe\s*\w+|nivel\s*\w+|(?:first|second|third)\s+level|t\d+|l\d+)"
        r"\s+(?:has|have|gets|with|grows\s+to|hat|bekommt|tiene|pasa\s+a)\s+(?P<people>\d+)"
        r"\s*(?:people|agents|persons|heads|engineers|personen|leute|personas)?",
    ),
)
"""What is wished and the pattern of it, in the order in which they are tried."""
