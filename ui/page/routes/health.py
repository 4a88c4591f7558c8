"""Whether the server lives and whether it takes work."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from schemas.errors import AssistantError
from ui.page.house import House


def health_routes(house: House) -> APIRouter:
    """/healthz: the process answers. /readyz: the store answers too, and turns are taken."""
    routes = APIRouter()

    @routes.get("/healthz")
    async def alive() -> dict[str, str]:
        return {"status": "ok"}

    @routes.get("/readyz")
    async def ready() -> JSONResponse:
        try:
            is_ready = await house.ready()
        except AssistantError:
            is_ready = False
        status = "ready" if is_ready else "not ready"
        return JSONResponse({"status": status}, status_code=200 if is_ready else 503)

    return routes
