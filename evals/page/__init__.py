"""The chat page as a person uses it: a server to try it on, at any pace."""
