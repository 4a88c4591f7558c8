"""Files that people drop: read, and given back as text."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException

from schemas.errors import InputError
from ui.page.door.bodies import too_large
from ui.page.files.uploads import text_of
from ui.page.house import House

READ_AT_ONCE = 2
LONGEST_NAME = 200


def file_routes(house: House) -> APIRouter:
    """POST /files: a form with one `file`; its text comes back."""
    routes = APIRouter()
    reading = asyncio.Semaphore(READ_AT_ONCE)

    @routes.post("/files")
    async def read(request: Request) -> dict[str, str]:
        house.owner(request)
        name, data = await _received(request, most=house.settings.upload_bytes)
        async with reading:
            return {"name": name, "text": await text_of(data, name)}

    return routes


async def _received(request: Request, *, most: int) -> tuple[str, bytes]:
    """The file's name and its bytes. Raises InputError for a form without one, TooLarge over `most` bytes."""
    try:
        form = await request.form(max_files=1, max_fields=1)
    except MultiPartException as error:
        raise InputError("The file did not arrive whole.", do="Send it again.") from error
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise InputError("There is no file in this request.", do="Choose a file.")
        data = await file.read(most + 1)
        if len(data) > most:
            raise too_large(most)
        return (file.filename or "")[-LONGEST_NAME:], data
    finally:
        await form.close()
