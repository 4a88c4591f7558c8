"""The first part: what is wrong, what must be decided, who there is, what was promised."""
