"""One server for the tests that do not end it, and a fresh browser for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser

from evals.page.driver import Visitor, browser_of, chromium, visiting
from evals.page.process import Running, running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser there is nothing to test here."""
    if chromium() is None:
        for item in items:
            if "tests/browser/" in str(item.path).replace("\\", "/"):
                item.add_marker(pytest.mark.skip(reason="there is no Chromium here: apt-get install chromium"))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("page")) as server:
        yield server


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with browser_of() as browser:
        yield browser


@pytest.fixture
async def visitor(browser: Browser, server: Running) -> AsyncIterator[Visitor]:
    async with visiting(browser, server.address) as visitor:
        await visitor.open()
        yield visitor
