"""The third part: how a case changes hands and who hears of it."""
