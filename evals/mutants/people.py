"""Mutants of tiers, issues, triggers and references."""

from __future__ import annotations

from evals.mutants.mutant import B2B, Mutant, both, drop, keep_if, put

TIERS = (
    Mutant(check="E01", name="tier without hours", edit=put("frame/tiers/t2/hours", ""), also=("REF",)),
    Mutant(check="E01", name="tier without scope", edit=put("frame/tiers/t1/scope", " ")),
    Mutant(
        check="E01",
        name="tier without people",
        edit=put("frame/tiers/t3/headcount", {"value": 0, "unit": "people", "clock": None, "basis": "proposal"}),
        also=("E05",),
    ),
    Mutant(
        check="E02",
        name="no trigger out of the first line",
        edit=keep_if("rules/triggers", lambda t: t["source"] != "t1"),
        also=("E19", "E17"),
    ),
    Mutant(check="E02", name="top tier exits to itself", edit=put("frame/tiers/t3/exit", "t3")),
    Mutant(
        check="E02", name="role without a way on", edit=put("frame/roles/security-officer/exit", "security-officer")
    ),
    Mutant(check="E03", name="trigger to an unknown tier", edit=put("rules/triggers/t2-bug/to", "t9"), also=("E02",)),
    Mutant(
        check="E03", name="lapse to an unknown role", edit=put("handling/handoff/by_severity/p2/on_lapse", "nobody")
    ),
    Mutant(check="E03", name="ladder acted by nobody known", edit=put("handling/ladders/0/steps/0/actor", "hero")),
    Mutant(
        check="E05",
        name="one head too many",
        edit=put("frame/tiers/t1/headcount", {"value": 36, "unit": "people", "clock": None, "basis": "proposal"}),
    ),
    Mutant(
        check="E05",
        name="one head too few",
        edit=put("frame/tiers/t2/headcount", {"value": 11, "unit": "people", "clock": None, "basis": "proposal"}),
    ),
    Mutant(check="E05", name="tier without a number", edit=put("frame/tiers/t3/headcount", None), also=("E39.prose",)),
    Mutant(
        check="E07",
        name="nothing functional",
        edit=lambda d: [t.update(kind="hierarchical") for t in d["rules"]["triggers"]],
    ),
    Mutant(
        check="E07",
        name="nothing hierarchical",
        edit=lambda d: [t.update(kind="functional") for t in d["rules"]["triggers"] + d["alarms"]],
    ),
    Mutant(
        check="E07",
        name="only de-escalations",
        edit=lambda d: [t.update(kind="de_escalation") for t in d["rules"]["triggers"] + d["alarms"]],
        also=("E02", "E19", "E18"),
    ),
    Mutant(
        check="E08",
        name="security only through the tiers",
        edit=both(
            keep_if("rules/triggers", lambda t: t["id"] not in ("security", "foreign-data")),
            put("rules/issues/security/entry", "t1"),
        ),
        also=("PRINCIPLE",),
    ),
    Mutant(
        check="E08",
        name="security from the second tier only",
        edit=both(put("rules/triggers/security/source", "t2"), put("rules/issues/security/entry", "t1")),
    ),
    Mutant(
        check="E08",
        name="top severity starts in the first line",
        on=B2B,
        edit=both(
            put("frame/severities/p1/entry", "t1"),
            keep_if("rules/triggers", lambda t: t["id"] not in ("enterprise-p1", "any-p1")),
        ),
        also=("PRINCIPLE", "E25"),
    ),
)
ISSUES = (
    Mutant(check="E06", name="an issue is forgotten", edit=drop("rules/issues/billing"), also=("REF",)),
    Mutant(check="E06", name="an issue without a solver", edit=put("rules/issues/api/resolver", ""), also=("E03",)),
    Mutant(check="E06", name="an issue without an entry", edit=put("rules/issues/outage/entry", ""), also=("E03",)),
)
TRIGGERS = (
    Mutant(check="E10", name="undeclared field", edit=put("rules/triggers/outage/all_of/0/field", "blast_radius")),
    Mutant(
        check="E10", name="a flag that can be maybe", edit=put("rules/triggers/data-loss/all_of/0/values", ["maybe"])
    ),
    Mutant(
        check="E10",
        name="a count compared with minutes",
        edit=put(
            "rules/triggers/reopened/all_of/0/number",
            {"value": 2, "unit": "min", "clock": "24x7", "basis": "proposal"},
        ),
    ),
    Mutant(check="E10", name="no condition at all", edit=put("rules/triggers/t2-bug/all_of", []), also=("E10",)),
    Mutant(check="E11", name="severity by feeling", edit=put("frame/severities/p2/meaning", "A serious problem")),
    Mutant(check="E11", name="moves when stuck", edit=put("rules/issues/api/escalate_when", "Escalate if stuck")),
    Mutant(check="E11", name="guard for small things", edit=put("rules/guards/how-to/when", "Nothing significant")),
    Mutant(check="E17", name="no repeat contact", edit=keep_if("rules/triggers", lambda t: t["family"] != "repeat")),
    Mutant(
        check="E17",
        name="no customer request",
        edit=keep_if("rules/triggers", lambda t: t["family"] != "customer_request"),
    ),
    Mutant(
        check="E17",
        name="no contract",
        on=B2B,
        edit=keep_if("rules/triggers", lambda t: t["family"] != "contract"),
        also=(),
    ),
    Mutant(check="E19", name="raising is punished", edit=put("frame/severity_change/no_penalty", False)),
    Mutant(check="E19", name="no manual trigger", edit=keep_if("rules/triggers", lambda t: t["mode"] != "manual")),
    Mutant(check="E19", name="manual made automatic", edit=put("rules/triggers/manual/mode", "automatic")),
)
REFERENCES = (
    Mutant(check="REF", name="unknown calendar", edit=put("frame/roles/security-officer/hours", "sometimes")),
    Mutant(check="REF", name="unknown severity", edit=put("handling/handoff/minimum/0/severity", "p9")),
    Mutant(
        check="REF",
        name="unknown metric",
        edit=put("improvement/metrics/escalation_rate/counter_metric", "joy"),
        also=("E37",),
    ),
    Mutant(
        check="IDS",
        name="a tier twice",
        edit=lambda d: d["frame"]["tiers"].append(d["frame"]["tiers"][0]),
        also=("E05", "E30", "E02"),
    ),
    Mutant(
        check="IDS", name="a trigger twice", edit=lambda d: d["rules"]["triggers"].append(d["rules"]["triggers"][0])
    ),
    Mutant(
        check="IDS",
        name="a metric twice",
        edit=lambda d: d["improvement"]["metrics"].append(d["improvement"]["metrics"][0]),
    ),
)
MUTANTS = TIERS + ISSUES + TRIGGERS + REFERENCES
