"""Whole conversations with a real author, recorded through a file-backed endpoint, and what was measured in them."""
