"""How long somebody has to wait is told in words that nobody has to count in."""

import pytest

from tmp_tui.api.errors import TooMany
from tmp_tui.wire import Problem


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (1, "Too many tries. Wait 1 second, then try again."),
        (89, "Too many tries. Wait 89 seconds, then try again."),
        (90, "Too many tries. Wait 2 minutes, then try again. If you cannot wait, ask your teacher."),
        (1519, "Too many tries. Wait 26 minutes, then try again. If you cannot wait, ask your teacher."),
    ],
)
def test_a_long_wait_is_told_in_minutes_and_with_who_helps(seconds: int, says: str) -> None:
    assert TooMany(Problem("Slowly.", 429, "too-many", retry_after=seconds)).words == says
