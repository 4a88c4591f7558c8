"""Briefing: from what messages say to a brief, with what is missing, inferred and contradictory."""
