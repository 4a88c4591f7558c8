"""How many people the page serves at once: streams that are watched, and whole conversations that are held."""
