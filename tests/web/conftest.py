"""A real portal on loopback, and a real Chromium that looks at it."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

from tests.journeys.conftest import Portal
from tests.support.school import School

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALL, LARGE = {"width": 320, "height": 640}, {"width": 1280, "height": 800}

NewPage = Callable[..., Awaitable[Page]]


def _needed(what: str, found: Any) -> Any:
    """What the browser tests stand on: CI has it, a developer's machine may not."""
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{what} is not here")
    return found


@pytest.fixture
def portal(school: School) -> Iterator[Portal]:
    """The school's portal, served."""
    school.stamp()
    served = Portal(school.folder, dict(os.environ), 0)
    yield served
    served.stop()


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    """Debian's Chromium, without a screen."""
    path = _needed("Chromium", shutil.which("chromium"))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest.fixture
def new_page(chromium: Browser, portal: Portal) -> NewPage:
    """Opens a window of its own at the portal."""

    async def made(**options: Any) -> Page:
        context = await chromium.new_context(base_url=portal.address, **options)
        return await context.new_page()

    return made


@pytest.fixture
def axe() -> Callable[[Page], Awaitable[list[str]]]:
    """What axe finds on a page: each violation with where it is."""
    source = _needed("axe (npm install in tests/web)", AXE.exists() and AXE.read_text(encoding="utf-8"))

    async def check(page: Page) -> list[str]:
        await page.evaluate(source)
        found = await page.evaluate("rules => axe.run({runOnly: rules})", RULES)
        assert len(found["passes"]) > 10
        return [
            f"{page.url}: {one['id']}: {node['target']} {node['failureSummary']}"
            for one in found["violations"]
            for node in one["nodes"]
        ]

    return check
