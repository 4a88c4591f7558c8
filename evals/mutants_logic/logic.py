"""Defects of logic: triggers, loops, counters, gaps, critical classes, severities."""

from __future__ import annotations

from evals.mutants_logic.defects import Defect, add, back, both, change, narrowed, one, trigger, without
from evals.mutants_logic.good import Data, compared, measured

API = compared("issue_type", "=", "api")
WORKED = "troubleshooting_time"

CLOCK: Data = {
    "id": "now",
    "label": "now",
    "kind": "clock",
    "values": [],
    "unit": None,
    "source": "wall clock",
    "question": None,
    "judge": None,
    "unknown_as": "unknown",
    "sensitive": False,
}
TRIGGERS = (
    Defect(
        property="E12.dead",
        name="two severities at once",
        edit=add(trigger("bad", compared("severity", "=", "p1"), compared("severity", "in", "p3", "p4"), order=30)),
    ),
    Defect(
        property="E12.dead",
        name="more than and less than",
        edit=add(
            trigger(
                "bad",
                measured("affected_users_pct", ">=", 60, "percent"),
                measured("affected_users_pct", "<", 40, "percent"),
                order=30,
            )
        ),
    ),
    Defect(
        property="E12.dead",
        name="above all severities",
        edit=add(trigger("bad", compared("severity", ">", "p1"), order=30)),
    ),
    Defect(
        property="E12.dead",
        name="a tier hands on to itself",
        edit=add(trigger("bad", compared("data_loss", "=", "no"), order=30, source="t2", to="t2")),
    ),
    Defect(
        property="E12.dead",
        name="held by one, current with another",
        edit=add(trigger("bad", compared("tier_current", "=", "t3"), order=30)),
    ),
    Defect(
        property="E12.copies",
        name="a copy with another name",
        edit=add(trigger("bad", measured("reopen_count", ">=", 2, "count"), order=90)),
    ),
    Defect(
        property="E12.copies",
        name="the same in other words",
        edit=both(
            add(trigger("one", API, compared("severity", "in", "p3", "p4"), order=31)),
            add(trigger("bad", API, compared("severity", "<=", "p3"), order=32)),
        ),
    ),
    Defect(
        property="E12.copies",
        name="more than one is at least two",
        edit=add(trigger("bad", measured("reopen_count", ">", 1, "count"), order=90)),
    ),
    Defect(
        property="E12.shadowed",
        name="the special case after the rule",
        edit=add(trigger("bad", measured("reopen_count", ">=", 2, "count"), API, order=90, to="t3")),
    ),
    Defect(
        property="E12.shadowed",
        name="a longer wait for one issue than for all",
        edit=add(trigger("bad", API, measured(WORKED, ">=", 3, "h", clock="business"), order=30, to="t3")),
    ),
    Defect(
        property="E12.shadowed",
        name="taken away by two together",
        edit=both(
            add(trigger("high", API, compared("severity", ">=", "p2"), order=31)),
            add(trigger("low", API, compared("severity", "<", "p2"), order=32)),
            add(trigger("bad", API, compared("data_loss", "=", "no"), order=33, to="t3")),
        ),
    ),
    Defect(
        property="E12.shadowed",
        name="a risk after the risk that holds it",
        edit=add(trigger("bad", compared("security_flag", "=", "yes"), API, order=90, source="any", to="t3")),
    ),
    Defect(
        property="E12.order",
        name="one order, two places",
        edit=both(
            add(trigger("one", API, compared("data_loss", "=", "no"), order=30)),
            add(trigger("bad", API, compared("confirmed_bug", "=", "yes"), order=30, to="t3")),
        ),
    ),
    Defect(
        property="E12.order",
        name="one order, from one and from any",
        edit=add(trigger("bad", compared("arr", "not_null"), order=43, source="any", to="incident-manager")),
    ),
)
LOOPS = (
    Defect(
        property="E04.loop",
        name="up and back for the same reason",
        edit=both(
            add(trigger("up", API, compared("workaround_available", "=", "yes"), order=30)),
            back("t2", "t1", compared("workaround_available", "=", "yes")),
        ),
    ),
    Defect(
        property="E04.loop",
        name="back over two tiers",
        edit=both(
            add(trigger("up", API, compared("data_loss", "=", "no"), order=30)),
            back("t3", "t1", compared("confirmed_bug", "=", "yes")),
        ),
    ),
    Defect(
        property="E04.loop",
        name="back while the risk stands",
        edit=back("security-officer", "t1", compared("security_flag", "=", "no")),
    ),
    Defect(
        property="E04.loop",
        name="back by a trigger",
        edit=add(
            trigger("up", API, measured("affected_users_pct", ">=", 20, "percent"), order=30),
            trigger(
                "bad",
                measured("affected_users_pct", "<=", 20, "percent"),
                order=95,
                source="t2",
                to="t1",
                kind="de_escalation",
            ),
        ),
    ),
    Defect(
        property="E04.cap",
        name="counts from nought",
        edit=add(
            trigger("bad", measured("bounce_count", ">=", 0, "count"), order=95, source="any", to="incident-manager")
        ),
    ),
    Defect(
        property="E04.cap",
        name="counts every move",
        edit=add(
            trigger("bad", measured("reassign_count", ">=", 2, "count"), order=95, source="any", to="incident-manager")
        ),
    ),
    Defect(
        property="E04.cap",
        name="counts the tiers on the way up",
        edit=add(
            trigger("bad", measured("tiers_visited", ">", 1, "count"), order=95, source="any", to="incident-manager")
        ),
    ),
)
GAPS = (
    Defect(
        property="E13.gap",
        name="one severity is never taken further",
        edit=both(
            narrowed("t1-stuck", compared("severity", ">=", "p3")),
            without("warn-p4", "breach-p4"),
        ),
    ),
    Defect(
        property="E13.gap",
        name="an unknown answer is never taken further",
        edit=both(
            narrowed("t1-stuck", compared("confirmed_bug", "in", "yes", "no")),
            without("warn-p3", "breach-p3"),
        ),
    ),
    Defect(
        property="E13.gap",
        name="at night nothing moves",
        edit=both(
            add(trigger("day", compared("now", "within", "24x5"), order=96)),
            lambda data: data["fields"].append(CLOCK),
            without("t1-stuck", "warn-p2", "breach-p2"),
        ),
    ),
)
CRITICAL = (
    Defect(property="E08.line", name="nobody takes security", edit=without("security")),
    Defect(property="E08.line", name="security by hand", edit=change("security", mode="manual")),
    Defect(
        property="E08.line",
        name="legal only with a confirmed bug",
        edit=narrowed("legal", compared("confirmed_bug", "=", "yes")),
    ),
    Defect(property="E08.line", name="nobody takes legal", edit=without("legal")),
    Defect(
        property="E08.line",
        name="another rule takes it to the next tier",
        edit=add(trigger("bad", compared("customer_tier", "=", "enterprise"), order=1)),
    ),
    Defect(property="E08.line", name="legal back to the first line", edit=change("legal", to="t1")),
    Defect(
        property="E08.line",
        name="the top severity waits in the line",
        edit=both(one("severities", "p1", entry="t1"), without("enterprise-p1", "any-p1", "data-loss", "outage")),
    ),
)
SEVERITIES = (
    Defect(
        property="E21.total",
        name="the lowest asks for something",
        edit=one("severities", "p4", floors=[measured("affected_users_pct", ">", 0, "percent")]),
    ),
    Defect(
        property="E21.reached",
        name="taken away by a lower limit above",
        edit=one("severities", "p2", floors=[measured("affected_users_pct", ">=", 60, "percent")]),
    ),
    Defect(
        property="E21.reached",
        name="the same floor twice",
        edit=one("severities", "p3", floors=[compared("data_loss", "=", "yes")]),
    ),
    Defect(
        property="E21.reached",
        name="a floor that is never met",
        edit=one("severities", "p3", floors=[measured("affected_users_pct", ">", 100, "percent")]),
    ),
)
DEFECTS: tuple[Defect, ...] = TRIGGERS + LOOPS + GAPS + CRITICAL + SEVERITIES
