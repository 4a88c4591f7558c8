"""Proofs over a process: each property holds, fails on a concrete ticket, or is unknown."""
