"""The pages in a real browser: by keyboard alone and without scripts, at the width of a telephone, and through axe."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from playwright.async_api import Page

from tests.support.school import School
from tests.web.conftest import LARGE, SMALL, NewPage
from tests.web.test_links import FAULTS, NEW, faulty, mailed, signs_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Axe = Callable[[Page], Awaitable[list[str]]]


async def focused(page: Page) -> str:
    """The name, the id or the words of what has the focus."""
    return str(
        await page.evaluate(
            "(e => e.getAttribute('name') || e.id || e.textContent.trim())(document.activeElement)"
        )
    )


async def tab_to(page: Page, name: str) -> None:
    """Press Tab until something has the focus; a page has fewer than 30 places."""
    for _ in range(30):
        if await focused(page) == name:
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not get to {name!r}")


async def type_into(page: Page, **fields: str) -> None:
    """Fill a form in by keyboard and send it with Enter."""
    for name, text in fields.items():
        await tab_to(page, name)
        await page.keyboard.type(text)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def shown(page: Page) -> str:
    """The page's heading."""
    return (await page.locator("h1").inner_text()).strip()


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["320", "1280"])
@pytest.mark.parametrize("kind", ["activate", "reset"])
async def test_a_link_is_followed_by_keyboard_without_scripts(
    school: School, new_page: NewPage, kind: str, size: dict[str, int]
) -> None:
    school.person("ada")
    link = mailed(school, kind="activate" if kind == "activate" else "reset")
    page = await new_page(viewport=size, java_script_enabled=False)

    await page.goto(f"/l/{link.token}")
    await type_into(page, password="short", confirm="short")
    summary = await focused(page)
    await type_into(page, password=NEW, confirm=NEW)

    assert "Please look at one thing again" in summary
    assert await shown(page) == "Your password is saved"
    assert "4821" in await page.locator("main").inner_text()
    assert await signs_in(school, NEW)


async def test_a_code_is_typed_by_keyboard_without_scripts(school: School, new_page: NewPage) -> None:
    school.person("ada")
    link = mailed(school)
    page = await new_page(viewport=SMALL, java_script_enabled=False)

    await page.goto("/")
    await tab_to(page, "Type the code from the mail")
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    await type_into(page, word=link.code.lower())
    await type_into(page, password=NEW, confirm=NEW)

    assert await shown(page) == "Your password is saved"


async def test_the_question_on_the_support_page_is_answered_by_keyboard(new_page: NewPage) -> None:
    page = await new_page(viewport=SMALL, java_script_enabled=False)

    await page.goto("/support")
    await tab_to(page, "helpful")
    await page.keyboard.press("ArrowRight")
    await tab_to(page, "words")
    await page.keyboard.type("Which school is mine?")
    await tab_to(page, "Send")
    async with page.expect_navigation():
        await page.keyboard.press("Enter")

    assert await shown(page) == "Thank you"


async def send(page: Page, path: str, **fields: str) -> None:
    """Fill a form in as it stands, and press its button."""
    await page.goto(path)
    for name, text in fields.items():
        await page.fill(f"[name={name}]", text)
    async with page.expect_navigation():
        await page.click("main button")


async def every_state(school: School, page: Page) -> AsyncIterator[str]:
    """Every page, as it is first seen, with its errors, and once it is done."""
    for path in ["/", "/code", "/recover/account-number", "/recover/password", "/support", "/nothing-here"]:
        await page.goto(path)
        yield path
    for path, fields in [
        ("/code", {"word": ""}),
        ("/code", {"word": "BCDF"}),
        ("/recover/account-number", {"email": "ada"}),
        ("/recover/password", {"email": ""}),
        ("/recover/password", {"email": "ada@hill.example"}),
        ("/recover/account-number", {"email": "ada@hill.example"}),
        ("/support", {"words": "No answer was chosen."}),
    ]:
        await send(page, path, **fields)
        yield f"{path} {fields}"
    school.person("ada")
    password, email = mailed(school, kind="activate").token, mailed(school, kind="email").token
    for word in (password, email):
        await page.goto(f"/l/{word}")
        yield word
    await send(page, f"/l/{email}")  # before the password: a new one ends every other link
    yield "confirmed"
    for fields in (
        {"password": "x", "confirm": "x"},
        {"password": NEW, "confirm": "x"},
        {"password": NEW, "confirm": NEW},
    ):
        await send(page, f"/l/{password}", **fields)
        yield f"{fields}"
    await page.goto("/support")
    await page.check("#helpful-no")
    async with page.expect_navigation():
        await page.click("main button")
    yield "thanks"


@pytest.mark.parametrize(
    ("size", "scheme"),
    [(SMALL, "light"), (LARGE, "dark")],
    ids=["320 px, as at 400 % zoom, light", "1280 px, dark"],
)
async def test_every_page_is_accessible_and_no_wider_than_its_window(
    school: School, new_page: NewPage, axe: Axe, size: dict[str, int], scheme: str
) -> None:
    page = await new_page(viewport=size, color_scheme=scheme)

    faults, widths = [], {}
    async for state in every_state(school, page):
        faults += await axe(page)
        widths[state] = await page.evaluate("document.scrollingElement.scrollWidth")

    assert len(widths) >= 20
    assert faults == []
    assert {state: width for state, width in widths.items() if width > size["width"]} == {}


async def test_axe_finds_nothing_on_the_pages_of_links_that_open_nothing(
    school: School, new_page: NewPage, axe: Axe
) -> None:
    words = {fault: await faulty(school, fault, username=fault) for fault in FAULTS}
    page = await new_page(viewport=SMALL)

    for fault, word in words.items():
        await page.goto(f"/l/{word}")
        assert await shown(page) == FAULTS[fault][1]
        assert await axe(page) == []


async def test_an_error_has_the_focus_and_leads_to_its_field(new_page: NewPage) -> None:
    page = await new_page(viewport=SMALL)
    await send(page, "/recover/password", email="ada")

    heard = await focused(page)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")

    assert re.match("Please look at one thing again", heard)
    assert await page.locator("#email").get_attribute("aria-describedby") == "email-hint email-error"
    assert await page.locator(":target").get_attribute("id") == "email"
    assert await page.input_value("#email") == "ada"


async def test_S10_the_browser_runs_nothing_that_a_name_brings(school: School, new_page: NewPage) -> None:
    school.person("ada<script>document.title='run'</script><img src=x onerror=document.title='run'>")
    page = await new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))

    link = mailed(school, "ada<script>document.title='run'</script><img src=x onerror=document.title='run'>")
    await page.goto(f"/l/{link.token}")
    await page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\">')"
    )

    assert await page.title() == "Choose a new password - Track My Progress"
    assert "<script>" in await page.locator("main").inner_text()
    assert any("Content Security Policy" in one for one in told)
