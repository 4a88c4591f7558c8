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


def create_app(settings: Settings) -> FastAPI:
    """The application; its store is opened when it starts. Its house is `app.state.house`."""
    check_address(settings)
    # Gradio reads these when it is imported; without them it asks hosts of its maker.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    from fastapi import FastAPI

    from schemas.errors import AssistantError
    from ui.page.door.entrance import Entrance
    from ui.page.routes.conversations import conversation_routes, refused
    from ui.page.routes.health import health_routes

    house = House(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with house.open():
            yield

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.house = house
    app.add_exception_handler(AssistantError, lambda request, error: refused(error))
    app.add_middleware(Entrance, house=house)
    app.include_router(health_routes(house))
    app.include_router(conversation_routes(house))
    return _with_page(app, house)


def _with_page(app: FastAPI, house: House) -> FastAPI:
    import gradio as gr

    from ui.page.blocks.page import build_page, head

    page = build_page(house)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        head=head(),
        show_error=False,
        max_file_size=0,
        run_history=False,
        ssr_mode=False,
        footer_links=[],
        auth_dependency=lambda request: house.owner(request),
    )
    return app
