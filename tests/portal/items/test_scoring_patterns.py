"""XML Schema's regular expressions: the whole text, and no pattern that hangs."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmp_portal.items.processing.errors import CannotScore
from tmp_portal.items.processing.patterns import pattern


@pytest.mark.parametrize(
    ("source", "matching", "others"),
    [
        ("abc", ["abc"], ["abcd", "xabc", "ABC", ""]),
        ("", [""], ["a"]),
        ("a|bc|", ["a", "bc", ""], ["b", "abc"]),
        ("a?b*c+", ["c", "abbc", "acc"], ["ab", "aac"]),
        ("(ab){2}", ["abab"], ["ab", "ababab"]),
        ("a{2,}", ["aa", "aaaa"], ["a"]),
        ("a{1,3}", ["a", "aaa"], ["", "aaaa"]),
        ("[a-cx-]+", ["abc", "x-a"], ["d"]),
        ("[^a-c]", ["d"], ["a", ""]),
        ("[a-z-[aeiou]]+", ["xyz"], ["xaz"]),
        ("[\\d.,]+", ["1,234.50"], ["1a"]),
        ("\\d{3}-\\d{4}", ["555-1234"], ["5551234"]),
        ("\\s*\\S+\\s*", [" a ", "a"], ["a b"]),
        ("\\i\\c*", ["_a-1", "x:y"], ["1a"]),
        ("\\w+", ["Größe9"], ["a b", "a!"]),
        ("\\p{Lu}\\P{Lu}", ["Ab", "Éa"], ["AB", "ab"]),
        ("a.c", ["abc", "a c"], ["a\nc"]),
        ("\\(x\\)\\.\\$", ["(x).$"], ["(x)."]),
        ("^abc$", ["abc"], ["xabc", "^abc$"]),
        ("(?:ab|c)d", ["abd", "cd"], ["ab"]),
        ("a^b", ["a^b"], ["ab"]),
        ("(a*)*b", ["aaab", "b"], ["aaa"]),
        ("cost: 5\\\\$", ["cost: 5\\"], ["cost: 5$"]),
    ],
)
def test_a_pattern_matches_the_whole_text(source: str, matching: list[str], others: list[str]) -> None:
    assert [pattern(source).matches(text) for text in matching] == [True] * len(matching)
    assert [pattern(source).matches(text) for text in others] == [False] * len(others)


def test_case_can_be_ignored() -> None:
    assert pattern("[a-c]X", case_sensitive=False).matches("Bx")


@pytest.mark.parametrize(
    "source",
    ["(", ")", "a)", "[", "[]", "[z-a]", "*", "a**", "a{2}{3}", "a{3,2}", "a{", "(?=a)", "\\b", "\\1", "\\p{Greek}",
     "\\", "(" * 100 + ")" * 100, "((a{99}){99}){99}", "(((){999}){999}){999}", "a" * 3_000],
)  # fmt: skip
def test_what_is_no_pattern_or_too_large_is_refused(source: str) -> None:
    with pytest.raises(CannotScore, match="pattern"):
        pattern(source)


@pytest.mark.parametrize(
    "source",
    ["(a+)+b", "(a|a)*b", "(a|aa)+b", "(.*.*.*.*)*x", "((a?){20}){20}b", "(([a-z])+.)+[A-Z]([a-z])+"],
)
def test_a_pattern_that_would_make_backtracking_hang_does_not(source: str) -> None:
    started = time.monotonic()

    assert not pattern(source).matches("a" * 2_000)

    assert time.monotonic() - started < 60


_PIECES = st.recursive(
    st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "\\d", "\\s"]),
    lambda inner: (
        st.tuples(inner, inner).map("".join)
        | st.tuples(inner, inner).map(lambda two: f"({two[0]}|{two[1]})")
        | st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{1,3}"])).map(
            lambda two: f"({two[0]}){two[1]}"
        )
    ),
    max_leaves=6,
)


@given(_PIECES, st.text("ab1 \n", max_size=6))
def test_it_agrees_with_pythons_expressions_where_the_two_are_the_same(source: str, text: str) -> None:
    theirs = re.compile(source.replace(".", "[^\n\r]"), re.ASCII)

    assert pattern(source).matches(text) is bool(theirs.fullmatch(text))


@given(st.text("ab()[]{}|*+?-^$\\,12pLu.", max_size=20), st.text("ab-1", max_size=5))
def test_any_text_is_a_pattern_or_refused(source: str, text: str) -> None:
    try:
        pattern(source).matches(text)
    except CannotScore as refused:
        assert "pattern" in refused.reason  # noqa: PT017 - both ways are right
