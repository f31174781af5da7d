"""A browser lets a terminal in: looking approves nothing, every answer asks first, and guessing is slowed."""

import dataclasses
import re

import httpx
import pytest

from tests.support.provider import SETTINGS
from tests.support.school import PASSWORD, School
from tests.web.support import Browser, form_of, heading, words
from tmp_portal.accounts import service, throttle
from tmp_portal.commands.sessions import sessions_of
from tmp_portal.settings import Settings

GRANT = "urn:ietf:params:oauth:grant-type:device_code"
ADA = {"account": "4821", "username": "ada", "password": PASSWORD}


@pytest.fixture
def reachable(school: School) -> School:
    """A portal that knows its address, with Ada, and Google to sign in at."""
    ours: Settings = dataclasses.replace(SETTINGS, data=school.folder, database=school.settings.database)
    school.settings = ours
    school.person("ada")
    return school


@pytest.fixture
def browser(reachable: School) -> Browser:
    """Ada's browser, here or elsewhere."""
    return Browser(reachable, address="https://portal.example")


async def asked(school: School, **fields: str) -> dict[str, str]:
    """A terminal asks: its codes."""
    async with school.http() as http:
        form = {"client_id": "tmp-tui", "place_name": "lab-pc-12"} | fields
        answer = await http.post("/oauth/device_authorization", data=form)
    found: dict[str, str] = answer.json()
    return found | {"page": f"/d/{found['user_code'].replace('-', '')}"}


async def token(school: School, codes: dict[str, str]) -> httpx.Response:
    """The terminal asks whether it may come in."""
    async with school.http() as http:
        form = {"client_id": "tmp-tui", "grant_type": GRANT, "device_code": codes["device_code"]}
        return await http.post("/oauth/token", data=form)


async def press(browser: Browser, page: str, act: str, **fields: str) -> httpx.Response:
    """Open a page and send the form of it that does this."""
    form = form_of(await browser.open(page))
    return await browser.http.post(
        f"{page}/{act}".rstrip("/"),
        data=form.hidden | fields,
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=True,
    )


async def test_a_terminal_is_let_in_by_whoever_types_its_code_and_says_who_they_are(
    reachable: School, browser: Browser
) -> None:
    codes = await asked(reachable)

    who = await browser.send("/d", code=codes["user_code"].lower())
    asking = await press(browser, codes["page"], "sign-in", **ADA)
    done = await press(browser, codes["page"], "approve")

    assert heading(who) == "Who are you?"
    assert heading(asking) == "Sign this terminal in?"
    assert heading(done) == "The terminal is signed in"
    assert (await token(reachable, codes)).json()["user_id"] == "school-ada"


async def test_S10_the_page_says_which_terminal_for_how_long_and_as_whom(
    reachable: School, browser: Browser
) -> None:
    codes = await asked(reachable, place="personal", place_name="<b>lab</b>-pc-12")

    said = words(await press(browser, codes["page"], "sign-in", **ADA))

    assert "The app tmp-tui (Track My Progress) asks to be signed in" in said
    assert "a terminal on &lt;b&gt;lab&lt;/b&gt;-pc-12, said to be somebody&#39;s own computer" in said
    assert re.search(r"started 1\d:\d\d UTC", said)  # the clock goes on while tests run
    assert codes["user_code"] in said
    assert "Only continue if YOU started this" in said
    assert "signed in as Ada Hill , Hill School" in said
    assert "at most for 30 days, and for 14 days while nobody uses it" in said


async def test_S10_looking_at_the_page_approves_nothing(reachable: School, browser: Browser) -> None:
    codes = await asked(reachable)
    await press(browser, codes["page"], "sign-in", **ADA)

    for _ in range(3):
        await browser.open(codes["page"])
        await browser.open(codes["page"].upper())

    assert (await token(reachable, codes)).json()["error"] == "authorization_pending"


@pytest.mark.parametrize("act", ["approve", "deny", "sign-in", "other"])
async def test_S10_another_site_cannot_send_the_form(reachable: School, browser: Browser, act: str) -> None:
    codes = await asked(reachable)
    await press(browser, codes["page"], "sign-in", **ADA)

    answer = await browser.http.post(f"{codes['page']}/{act}", data={"form_token": "x" * 43} | ADA)

    assert answer.status_code == 403
    assert (await token(reachable, codes)).json()["error"] == "authorization_pending"


async def test_S10_nobody_approves_without_saying_who_they_are(reachable: School, browser: Browser) -> None:
    codes = await asked(reachable)

    answer = await press(browser, codes["page"], "approve")

    assert heading(answer) == "Who are you?"
    assert (await token(reachable, codes)).json()["error"] == "authorization_pending"


async def test_S10_who_approved_one_terminal_says_again_who_they_are_for_the_next(
    reachable: School, browser: Browser
) -> None:
    first, second = await asked(reachable), await asked(reachable)
    await press(browser, first["page"], "sign-in", **ADA)
    await press(browser, first["page"], "approve")

    assert heading(await browser.open(second["page"])) == "Who are you?"


async def test_S10_a_browsers_session_there_ends_after_ten_minutes(
    reachable: School, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = await asked(reachable)
    await press(browser, codes["page"], "sign-in", **ADA)
    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-03-16T15:05:00+00:00")
    assert heading(await browser.open(codes["page"])) == "Sign this terminal in?"

    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-03-16T15:10:01+00:00")
    later = await asked(reachable)

    assert heading(await browser.open(later["page"])) == "Who are you?"
    assert "has expired" in words(await browser.open(codes["page"]))


async def test_a_terminal_is_told_when_it_was_not_me(reachable: School, browser: Browser) -> None:
    codes = await asked(reachable)

    answer = await press(browser, codes["page"], "deny")

    assert heading(answer) == "The terminal was not signed in"
    assert (await token(reachable, codes)).json()["error"] == "access_denied"


async def test_somebody_else_can_take_over_the_browser(reachable: School, browser: Browser) -> None:
    codes = await asked(reachable)
    await press(browser, codes["page"], "sign-in", **ADA)

    assert heading(await press(browser, codes["page"], "other")) == "Who are you?"


async def test_a_wrong_password_is_said_beside_the_form_and_not_kept(
    reachable: School, browser: Browser
) -> None:
    codes = await asked(reachable)

    answer = await press(browser, codes["page"], "sign-in", **ADA | {"password": "not hers"})

    assert answer.status_code == 422
    assert "is incorrect" in words(answer)
    assert 'value="ada"' in answer.text
    assert "not hers" not in answer.text


@pytest.mark.parametrize("code", ["BCDF-GHJK", "hello", "", "../../x", "<script>"])
async def test_a_wrong_code_is_said_in_words(browser: Browser, code: str) -> None:
    answer = await browser.send("/d", code=code)

    assert answer.status_code == 404
    assert "No terminal shows this code now" in words(answer)
    assert "<script" not in answer.text


async def test_S02_the_sixth_wrong_code_has_to_wait_and_the_next_browser_does_not(
    reachable: School, browser: Browser
) -> None:
    codes = await asked(reachable)
    await browser.open("/d")
    for _ in range(throttle.FREE):
        assert (await browser.open("/d/BCDFGHJK")).status_code == 404

    refused = await browser.open(codes["page"])
    beside = await Browser(reachable, address="https://portal.example").open(codes["page"])

    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert heading(beside) == "Who are you?"


async def test_S02_a_room_that_guesses_is_answered_late_and_its_right_codes_at_once(
    reachable: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("tmp_portal.accounts.approving.asyncio.sleep", sleep)
    codes = await asked(reachable)
    for _ in range(throttle.GUESSES_FREE):
        await Browser(reachable, address="https://portal.example").open("/d/BCDFGHJK")
    assert slept == []

    await Browser(reachable, address="https://portal.example").open("/d/BCDFGHJK")
    right = await Browser(reachable, address="https://portal.example").open(codes["page"])

    assert slept == [throttle.ADDRESS_DELAY]
    assert right.status_code == 200


async def test_providers_that_are_not_set_up_are_not_shown(reachable: School, browser: Browser) -> None:
    codes = await asked(reachable)
    both = words(await browser.open(codes["page"]))
    reachable.app.state.settings = dataclasses.replace(reachable.settings, clever_client_id="")

    one = words(await browser.open(codes["page"]))

    assert "Sign in with Clever" in both
    assert "Sign in with Clever" not in one
    assert "Sign in with Google" in one


async def test_the_cookie_is_held_to_this_host_and_away_from_scripts(
    reachable: School, browser: Browser
) -> None:
    answer = await browser.open("/d")

    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("__Host-browser="))
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))


async def test_S04_who_said_who_they_are_with_a_password_that_was_replaced_is_nobody(
    reachable: School, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = await asked(reachable)
    await press(browser, codes["page"], "sign-in", **ADA)
    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-03-16T15:01:00+00:00")

    reachable.write(
        lambda c: service.give_password(
            c, reachable.tenant, "school-ada", "another one here", temporary=False
        )
    )
    answer = await press(browser, codes["page"], "approve")

    assert heading(answer) == "Who are you?"
    assert (await token(reachable, codes)).json()["error"] == "authorization_pending"


@pytest.mark.parametrize("over", ["expired", "answered by another"])
async def test_S10_who_comes_too_late_for_a_terminal_is_not_left_behind_in_the_browser(
    reachable: School, browser: Browser, monkeypatch: pytest.MonkeyPatch, over: str
) -> None:
    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-03-16T15:00:00+00:00")
    adas = await asked(reachable)
    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-03-16T15:09:00+00:00")
    await press(browser, adas["page"], "sign-in", **ADA)
    if over == "expired":
        monkeypatch.setenv("TMP_PORTAL_NOW", "2026-03-16T15:10:30+00:00")
    else:
        await press(Browser(reachable, address="https://portal.example"), adas["page"], "deny")

    assert (await browser.open(adas["page"])).status_code == 410
    bens = await asked(reachable)
    assert heading(await browser.open(bens["page"])) == "Who are you?"


async def test_S10_a_button_signs_in_whom_it_names_and_nobody_else(
    reachable: School, browser: Browser
) -> None:
    reachable.person("ben")
    adas, bens = await asked(reachable), await asked(reachable)
    first_tab = form_of(await press(browser, adas["page"], "sign-in", **ADA))
    await press(browser, bens["page"], "other")
    await press(browser, bens["page"], "sign-in", **ADA | {"username": "ben"})

    answer = await browser.http.post(
        f"{adas['page']}/approve", data=first_tab.hidden, headers={"sec-fetch-site": "same-origin"}
    )

    assert answer.headers["location"] == adas["page"]
    assert (await token(reachable, adas)).json()["error"] == "authorization_pending"
    assert "Ben Hill" in words(await browser.open(adas["page"]))


async def test_S10_who_is_in_the_browser_can_leave_it_without_a_code(
    reachable: School, browser: Browser
) -> None:
    codes = await asked(reachable)
    await press(browser, codes["page"], "sign-in", **ADA)

    here = await browser.open("/d")
    left = await browser.http.post(
        "/d",
        data=form_of(here).hidden,
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=True,
    )

    assert "I am not Ada Hill" in words(here)
    assert "Ada" not in words(left)
    assert heading(await browser.open(codes["page"])) == "Who are you?"


@pytest.mark.parametrize("ended", ["every session", "the password, in the same second"])
async def test_S10_who_is_signed_out_everywhere_is_so_in_a_browser_that_could_let_a_terminal_in(
    reachable: School, browser: Browser, monkeypatch: pytest.MonkeyPatch, ended: str
) -> None:
    monkeypatch.setattr("tmp_portal.accounts.approving.now", lambda: 1_000_000.7)
    monkeypatch.setattr("tmp_portal.accounts.service.now", lambda: 1_000_000.9)
    codes = await asked(reachable)
    await press(browser, codes["page"], "sign-in", **ADA)

    if ended == "every session":
        reachable.write(lambda c: sessions_of(c, reachable.tenant, "ada", end=True))
    else:
        reachable.write(
            lambda c: service.give_password(
                c, reachable.tenant, "school-ada", "another one here", temporary=False
            )
        )

    assert heading(await browser.open(codes["page"])) == "Who are you?"
