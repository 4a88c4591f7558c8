"""The guards that a request passes before any page or route sees it, each an ASGI middleware."""
