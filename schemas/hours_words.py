"""The words in which people state hours, in English, German and Spanish, as patterns by kind of token."""

from __future__ import annotations

WEEK = tuple(range(7))

DAY_NAMES: tuple[str, ...] = (
    r"mondays?|mon|montags?|mo|lunes|lun",
    r"tuesdays?|tues|tue|dienstags?|di|martes|mar",
    r"wednesdays?|wed|mittwochs?|mi|mi[ée]rcoles|mi[ée]",
    r"thursdays?|thurs|thur|thu|donnerstags?|do|jueves|jue",
    r"fridays?|fri|freitags?|fr|viernes|vie",
    r"saturdays?|sat|samstags?|sonnabends?|sa|s[áa]bados?|s[áa]b",
    r"sundays?|sun|sonntags?|so|domingos?|dom",
)
# Short forms that are words or months too: they count beside another day, or with a capital if two letters long.
WEAK_DAYS = frozenset({"mo", "di", "mi", "do", "fr", "sa", "so", "mar"})

# What a whole phrase says about days. The first that matches wins, so longer ones stand first.
DAY_PHRASES: tuple[tuple[str, tuple[int, ...]], ...] = (
    (r"(?:7|seven)[\s-]+days?(?:\s+(?:a|per|each|/)\s*week|\s*/\s*week)?|(?:an\s+)?(?:7|sieben)\s+tagen?"
     r"(?:\s+(?:die|in\s+der|pro)\s+woche)?|(?:los\s+)?(?:7|siete)\s+d[ií]as(?:\s+(?:a|de|por)\s+la\s+semana)?"
     r"|365\s+days\s+a\s+year|365\s+tage(?:\s+im\s+jahr)?|(?:los\s+)?365\s+d[ií]as(?:\s+del\s+año)?"
     r"|(?:on\s+)?all\s+days|daily|every\s+(?:single\s+)?day|each\s+day|all\s+week(?:\s+long)?|täglich|taeglich|jeden\s+tag"
     r"|todos\s+los\s+d[ií]as|a\s+diario|diariamente|cada\s+d[ií]a|toda\s+la\s+semana", WEEK),
    (r"(?:6|six)[\s-]+days?\s+(?:a|per)\s+week|(?:an\s+)?(?:6|sechs)\s+tagen?\s+(?:die|in\s+der|pro)\s+woche"
     r"|(?:6|seis)\s+d[ií]as\s+(?:a|de|por)\s+la\s+semana|l(?:\s*[-–]\s*|\s+a\s+)s", WEEK[:6]),
    (r"(?:5|five)[\s-]+days?\s+(?:a|per)\s+week|(?:an\s+)?(?:5|fünf)\s+tagen?\s+(?:die|in\s+der|pro)\s+woche"
     r"|(?:5|cinco)\s+d[ií]as\s+(?:a|de|por)\s+la\s+semana|week[\s-]?days?|(?:on\s+)?(?:business|working|work)\s+days?"
     r"|(?:an\s+)?(?:werktags|werktagen|wochentags|wochentagen|arbeitstagen)|unter\s+der\s+woche|entre\s+semana"
     r"|(?:en\s+)?d[ií]as\s+(?:laborables|h[áa]biles|de\s+semana)|laborables|l(?:\s*[-–]\s*|\s+a\s+)v", WEEK[:5]),
    (r"l(?:\s*[-–]\s*|\s+a\s+)d", WEEK),
    (r"week[\s-]?ends?|(?:am\s+)?wochenenden?|(?:los\s+)?fin(?:es)?\s+de\s+semana", WEEK[5:]),
)  # fmt: skip

ALWAYS = (
    r"24(?:\s*(?:h|hours|hrs|stunden|horas))?\s*[/x×*-]\s*7(?:\s*[/x×*-]\s*365)?(?:\s*(?:d|days|tage|d[ií]as)\b)?"
    r"|twenty[\s-]four[\s-]seven"
)
ALWAYS_ON_DAYS = r"24(?:\s*(?:h|hours|hrs|stunden|horas))?\s*[/x×*-]\s*[56]"
ALL_DAY = (
    r"(?:24|twenty[\s-]four)\s*(?:-\s*)?(?:hours?|hrs?|h)\s+(?:a|per|each|every|/)\s*day|around[\s-]+the[\s-]+clock"
    r"|round[\s-]+the[\s-]+clock|day\s+and\s+night|rund\s+um\s+die\s+uhr|tag\s+und\s+nacht|24\s+(?:stunden|std\.?)\s+(?:am|pro)\s+tag"
    r"|las\s+(?:24|veinticuatro)\s+horas(?:\s+(?:del\s+d[ií]a|al\s+d[ií]a))?|24\s+horas\s+(?:al|por|del)\s+d[ií]a"
    r"|d[ií]a\s+y\s+noche"
)
# "within 24 hours" is a promise, not a coverage: these count beside days only.
ALL_DAY_BESIDE_DAYS = (
    r"(?:24|twenty[\s-]four)[\s-]*(?:hours?|hrs?|h|stunden|std\.?|horas)|all\s+day(?:\s+long)?|ganztägig"
    r"|todo\s+el\s+d[ií]a"
)
DURATION_BEFORE = r"(?:within|in|innerhalb|binnen|en|dentro\s+de|under|after|every|nach|alle|cada|next|last|past)\s+$"

MORNING = r"a\.?\s?m\b\.?|in\s+the\s+morning|morgens|vormittags|de\s+la\s+mañana"
EVENING = r"p\.?\s?m\b\.?|in\s+the\s+(?:afternoon|evening)|at\s+night|nachmittags|abends|de\s+la\s+(?:tarde|noche)"
CLOCK_WORDS: tuple[tuple[str, int], ...] = (
    (r"noon|midday|mittags?|mediod[ií]a", 12),
    (r"midnight|mitternacht|medianoche", 0),
)
NUMBER_WORDS: tuple[tuple[str, int], ...] = (
    ("one|eins|una", 1), ("two|zwei|dos", 2), ("three|drei|tres", 3), ("four|vier|cuatro", 4), ("five|fünf|cinco", 5),
    ("six|sechs|seis", 6), ("seven|sieben|siete", 7), ("eight|acht|ocho", 8), ("nine|neun|nueve", 9),
    ("ten|zehn|diez", 10), ("eleven|elf|once", 11), ("twelve|zwölf|doce", 12),
)  # fmt: skip

TO = r"-{1,2}|–|—|‑|‒|−|→|(?:to|until|till?|thru|through|bis|a|hasta)(?:\s+(?:las?|el|the|zum))?\b"
AND = r"&|\+|/|(?:and|und|y|e|sowie|plus|as\s+well\s+as)\b"
BETWEEN = r"between|zwischen|entre"
HOURS_CONTEXT = (
    r"(?:business|office|working|work|opening|operating|support|service|coverage|desk|core|staffed|shift)\s+(?:hours?|times?)"
    r"|hours\s+of\s+(?:operation|service|support|coverage)|hours\s*:|(?:geschäfts|büro|öffnungs|service|support|arbeits|betriebs"
    r"|sprech|kern)zeit(?:en)?|erreichbar(?:keit)?|horario(?:s)?(?:\s+(?:de\s+(?:oficina|atenci[óo]n|soporte|servicio|trabajo)"
    r"|comercial|laboral))?|(?:(?:two|three|zwei|drei|dos|tres|[23])[\s-]+)?(?:shifts?|schicht(?:en|betrieb)?|turnos?)"
)
OFFICE = (
    r"(?:business|office|working)\s+hours?|(?:geschäfts|büro)zeit(?:en)?|horario\s+(?:de\s+oficina|comercial|laboral)"
)
HOLIDAYS = (
    r"(?:(?:\(\s*)?(?:except|excluding|excl\.?|without|no|not|closed|außer|ausser|ohne|excepto|salvo|sin|geschlossen|cerrado)\s+"
    r"(?:(?:on|at|for|an|en|los|the|von)\s+)?)(?:(?:public|bank|national|federal|gesetzlichen?|d[ií]as)\s+)*"
    r"(?:holidays|feiertagen?|festivos|feriados)(?:\s+closed|\s+geschlossen)?"
)
EXCEPT = (
    r"except(?:\s+for)?|excluding|excl\.?|but\s+not|not|no|without|außer|ausser|ohne|nicht|keine?n?"
    r"|excepto|salvo|menos|sin"
)
# "We don't offer 24/7" states no hours.
DENIED = (
    r"(?:(?<!\w)(?:no|not|cannot|without|never|kein|keine|keinen|nicht|ohne|sin|nunca|jamás)|n['’]t)(?:\s+\w+){0,3}\s+$"
)
CLOSED = r"closed|off|geschlossen|cerrados?"

# Units and things that are counted: a bare "9-12" before one of them is no time of day.
COUNTED = (
    r"%|percent|prozent|hours?|hrs?|h|stunden?|horas?|min(?:ute)?s?|minuten|minutos?|secs?|seconds?|sekunden|segundos?|days?|tagen?"
    r"|d[ií]as?|weeks?|wochen?|semanas?|months?|monaten?|mes(?:es)?|years?|jahren?|años?|people|persons?|personen|leute|personas"
    r"|agents?|agenten|agentes|engineers?|members?|mitarbeiter(?:n|innen)?|kollegen|empleados|developers?|seats?|heads?|fte|ftes"
    r"|tickets?|anfragen|fälle|cases?|casos?|incidents?|incidentes|vorfälle|issues?|calls?|anrufe|llamadas?|chats?|e?-?mails?"
    r"|requests?|customers?|kunden|clientes?|clients?|accounts?|users?|nutzer|usuarios?|times|mal|veces|steps?|levels?|tiers?"
    r"|priorit(?:y|ies)|points?|stars?|usd|eur|euros?|dollars?|k|escalations?|eskalationen|escalaciones|replies|touches"
)

FILLER = (
    r"the|on|from|of|at|our|we|are|is|am|open|available|support|supports|supported|service|staffed|staff|coverage|covered|cover|team"
    r"|desk|office|offices|hours?|hrs?|h|hr|time|times|local|zone|timezone|all|only|also|each|every|it|in|for|with|they|run|runs|work"
    r"|working|operate|operating|business|by|standard|daylight|shift|shifts|two|three|full|complete|please|approx|roughly|usually"
    r"|de|del|la|las|los|el|desde|al|nuestro|horario|hora|horas|soporte|servicio|atendemos|atenci[óo]n|estamos|abierto|abiertos"
    r"|von|vom|ab|um|jeweils|der|die|das|den|dem|wir|sind|ist|unser|unsere|uhr|uhrzeit|zeit|ortszeit|lokal|geöffnet|erreichbar|besetzt"
    r"|haben|arbeiten|aber|nach|immer|im|am|an|offen|always|siempre|trabajamos|pero|but|have|has|bereitschaft|o'?clock"
)
