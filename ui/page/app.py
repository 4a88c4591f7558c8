"""The web application: our routes, the guards at the door, and the Gradio page mounted behind them."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from ui.page.house import House
from ui.page.settings import Settings, check_address

if TYPE_CHECKING:
    from fastapi import FastAPI

PANELS_AT_ONCE = 16
"""Gradio events that are carried out at the same time; each takes some milliseconds."""
PANELS_WAITING = 500


def create_app(settings: Settings) -> FastAPI:
    """The application; its store is opened when it starts. Its house is `app.state.house`.

    Raises InputError for settings that cannot be: an open address without users, a users' file that is none.
    """
    check_address(settings)
    # Gradio reads these when it is imported; without them it asks hosts of its maker.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    from fastapi import FastAPI

    from ui.page.blocks.page import head
    from ui.page.door.entrance import Entrance
    from ui.page.routes.answers import ANSWERS
    from ui.page.signing.cookies import passes_of
    from ui.page.signing.people import people_of

    house = House(settings)
    people = people_of(settings)
    passes = passes_of(settings, people) if people else None

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with house.open():
            yield

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.house = house
    for kind, told in ANSWERS.items():
        app.add_exception_handler(kind, told)
    app.add_middleware(Entrance, settings=settings, passes=passes, head=head())
    _route(app, house)
    if passes is not None:
        from ui.page.routes.sign_in import sign_in_routes

        app.include_router(sign_in_routes(people, passes))
    _mount_page(app, house)
    return app


def _route(app: FastAPI, house: House) -> None:
    from ui.page.routes.conversations import conversation_routes
    from ui.page.routes.documents import document_routes
    from ui.page.routes.files import file_routes
    from ui.page.routes.health import health_routes

    for routes in (health_routes, conversation_routes, file_routes, document_routes):
        app.include_router(routes(house))


def _mount_page(app: FastAPI, house: House) -> None:
    import gradio as gr

    from ui.page.blocks.page import build_page

    page = build_page(house)
    page.queue(default_concurrency_limit=PANELS_AT_ONCE, max_size=PANELS_WAITING)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        show_error=False,
        max_file_size=0,
        run_history=False,
        ssr_mode=False,
        footer_links=[],
        auth_dependency=lambda request: house.owner(request),
    )
