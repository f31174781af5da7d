"""Text from outside costs no more than its length."""

import unicodedata

from tmp_tui import text
from tmp_tui.text import safe_text


def test_S06_marks_without_end_are_cut_before_they_are_put_in_order() -> None:
    marks = "a" + "\u0301\u0327" * 40_000

    assert len(text._few_marks(marks)) == 1 + text.MOST_MARKS
    assert len(safe_text(marks, lines=200, length=20_000)) <= 6


def test_S06_the_words_of_every_language_keep_their_marks() -> None:
    words = "Việt Nam, naïve, שָׁלוֹם, क्षेत्र"

    assert safe_text(unicodedata.normalize("NFD", words)) == unicodedata.normalize("NFC", words)
