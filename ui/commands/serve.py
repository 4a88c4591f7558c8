"""`escalate serve`: the chat page."""

from __future__ import annotations

import os

from ui.failures import DONE


def run(*, host: str, port: int, store: str | None, model: str, browser: bool) -> int:
    """Serve the page until somebody stops it; the exit code."""
    from ui.page.settings import check_address, from_environment

    settings = from_environment(os.environ, host=host, port=port, store=store, model=model)
    check_address(settings)
    # Only now what takes seconds to import.
    from ui.page.app import create_app
    from ui.page.serving import serve

    serve(create_app(settings), browser=browser)
    return DONE
