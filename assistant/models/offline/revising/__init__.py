"""Changing a written process: by rule, and no more than must change."""
