"""The offline author: rules over the values that a model would be shown; deterministic, free, without a key."""
