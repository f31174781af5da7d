"""How long there is, in words, and when it is said."""

import pytest

from tmp_tui.player.countdown import Countdown, time_words

MINUTE = 60


def said(minutes: float, *at: float) -> list[str]:
    """What is due at these minutes after the start of so many."""
    countdown = Countdown(0, minutes * MINUTE, 0)
    return [countdown.due(moment * MINUTE) for moment in at]


def test_A11_it_is_said_at_half_and_10_5_and_1_minutes_before_the_end() -> None:
    assert said(40, 19.9, 20, 20.1, 30, 35, 36, 39, 40, 41) == [
        "",
        "Half of your time is over: 20 minutes left.",
        "",
        "10 minutes left.",
        "5 minutes left.",
        "",
        "1 minute left.",
        "The time is up.",
        "",
    ]


def test_A11_what_is_said_late_tells_what_is_left_then() -> None:
    assert said(40, 37) == ["3 minutes left."]
    assert said(40, 32) == ["8 minutes left."]
    assert said(40, 39.5) == ["30 seconds left."]


def test_a_mark_that_the_time_never_had_is_not_said() -> None:
    assert said(4, 0, 1.9, 2, 3) == ["", "", "Half of your time is over: 2 minutes left.", "1 minute left."]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (57, "57 seconds"),
        (59, "1 minute"),
        (60, "1 minute"),
        (119.5, "2 minutes"),
        (117, "1 minute"),
        (3_600, "1 hour"),
        (3_900, "1 hour 5 minutes"),
        (7_320, "2 hours 2 minutes"),
    ],
)
def test_G11_a_time_in_words_is_off_by_two_seconds_at_most_where_it_is_full_minutes(
    seconds: float, words: str
) -> None:
    assert time_words(seconds) == words


def test_more_and_less_and_no_time_are_told() -> None:
    countdown = Countdown(0, 600, 0)

    assert countdown.extend(600, 0) == ""
    assert countdown.extend(1_200, 0) == "You have more time: 20 minutes left."
    assert countdown.extend(900, 0) == "Time left: 15 minutes."
    assert countdown.extend(0, 0) == "There is no time limit any more."
    assert (countdown.left(5), countdown.due(10_000)) == (None, "")
