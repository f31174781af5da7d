"""What line mode writes to, and reads from."""

import io
import os
import sys

import pytest

from tests.support.typist import Typist
from tmp_tui.lines.console import Console, put, secret, typed


def test_nothing_that_acts_on_a_terminal_is_written_or_taken_in() -> None:
    typist = Typist("\x1b[A\x07ada")
    console = Console(typist.read, typist.read_secret, typist.write)

    console.say("\x1b]0;title\x07plain", "two\nlines")
    answer = console.ask("\x1b[31mName: ")

    assert typist.written == ["plain", "two", "lines", "Name: "]
    assert answer == "ada"


def test_without_a_terminal_a_prompt_is_a_line_and_a_password_is_read_plainly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("4821\npass word\n"))

    assert (typed("Account number: "), secret("Password: ")) == ("4821", "pass word")
    assert capsys.readouterr().out == "Account number:\nPassword:\n"


def test_the_lines_of_a_paste_are_taken_together_and_what_is_left_of_it_answers_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal, line = os.openpty()
    with os.fdopen(line, encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        os.write(terminal, b"Hello Grace,\nyour code:\nBCDF-GHJK-LMNP\nBye")
        console = Console(lambda prompt: stdin.readline().rstrip("\n"), lambda prompt: "", lambda line: None)

        taken = console.ask_pasted("Link or code: ")

        assert [line for line in taken.splitlines() if line] == [
            "Hello Grace,",
            "your code:",
            "BCDF-GHJK-LMNP",
        ]
        os.write(terminal, b"ada\n")
        assert stdin.readline() == "ada\n"
    os.close(terminal)


def test_a_stray_byte_that_is_typed_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"caf\xe9\n"), encoding="utf-8"))

    assert typed("").startswith("caf")


def test_an_output_that_knows_only_ascii_gets_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))

    put("Ms. Ortega · Algebra 1 … \u00e9")

    assert raw.getvalue() == b"Ms. Ortega, Algebra 1 ... ?\n"
