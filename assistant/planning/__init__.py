"""Planning facts: what arithmetic and calendars know before an author writes."""

from assistant.planning.facts import Planning, plan_for

__all__ = ["Planning", "plan_for"]
