"""Signing in: who may use the page, how a browser shows that it did, and how guessing is slowed down."""
