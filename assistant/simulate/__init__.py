"""Staffing mathematics and the simulation of a designed process."""
