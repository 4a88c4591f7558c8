"""Processes that answer turns, so that one person's document never holds up another's stream, and all cores work."""
