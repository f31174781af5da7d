"""How long somebody has to wait is told in words that nobody has to count in."""

import httpx
import pytest

from tmp_tui.api.client import PortalClient
from tmp_tui.api.errors import ApiError, Refused, TooMany
from tmp_tui.wire import Problem
from tmp_tui.wire.accounts import Recovery


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (-1, "Slowly."),
        (1, "Too many tries. Wait 1 second, then try again."),
        (89, "Too many tries. Wait 89 seconds, then try again."),
        (90, "Too many tries. Wait 2 minutes, then try again. If you cannot wait, ask your teacher."),
        (1519, "Too many tries. Wait 26 minutes, then try again. If you cannot wait, ask your teacher."),
    ],
)
def test_a_long_wait_is_told_in_minutes_and_with_who_helps(seconds: int, says: str) -> None:
    assert TooMany(Problem("Slowly.", 429, "too-many", retry_after=seconds)).words == says


def test_a_refusal_without_words_has_words_all_the_same() -> None:
    assert Refused(Problem(" ", 403, "odd")).words == "Something went wrong. Try again."


async def test_a_429_of_a_proxy_before_the_portal_is_too_many_tries() -> None:
    proxy = httpx.MockTransport(lambda asked: httpx.Response(429, html="<h1>429 Too Many Requests</h1>"))
    client = PortalClient("https://portal.example", transport=proxy)

    with pytest.raises(ApiError) as caught:
        await client.recover_password(Recovery("ada@byron.example"))

    assert caught.value.words == "Too many tries. Wait a moment, then try again."
