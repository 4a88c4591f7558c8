"""The second part: what moves a case."""
