"""How a student takes an assessment: by keys in the full screen, by lines in line mode."""

import re
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from tests.support.sample import (
    ADA,
    PLAN,
    PLAN_NAME,
    TEST_ID,
    Bring,
    Given,
    Part,
    Pick,
    Type,
    Write,
    letter_of,
)
from tests.support.terminal import Terminal

SAVED = "Saved: the portal has this answer."


def current_line(text: str) -> str:
    """The line that the cursor is on."""
    return next((line for line in text.split("\n") if line.startswith(">")), "")


class Keys:
    """A student at the full screen."""

    def __init__(self, app: Terminal, home: Path, *, count: int = 20) -> None:
        self.app, self.home, self.count = app, home, count

    def sign_in(self, name: str = ADA[0], password: str = ADA[1]) -> None:
        """The account number is there already."""
        self.app.wait_for("F1 Help")
        self.app.type(name)
        self.app.key("tab")
        self.app.type(password)
        self.app.key("enter")
        self.app.wait_for(lambda text: "Up to date." in text and "Start Assessment" in text)

    def find(self, test_id: str = TEST_ID) -> None:
        """From Home to the assessment's page; Home is whole by then, for what comes late can take the focus back."""
        self.app.rest()
        self.app.key("tab")
        self.app.wait_for(lambda text: ">Test ID" in text)
        self.app.type(test_id)
        self.app.key("enter")
        self.app.wait_for("Attempts allowed")

    def start(self) -> None:
        """From the assessment's page to its first question."""
        self.app.type("1")
        self.app.wait_for("1 Not yet")
        self.app.type("2")
        self.at(1)

    def go_on(self) -> None:
        """From the assessment's page to where the student was."""
        self.app.type("1")
        self.app.wait_for(lambda text: re.search(rf"Question \d+ of {self.count}", text) is not None)

    def at(self, number: int) -> str:
        """The screen once this question is on it."""
        return self.app.wait_for(f"Question {number} of {self.count}")

    def next(self, number: int) -> None:
        """On to the question of this number, from the one before."""
        self.app.key("right")
        self.at(number)

    def jump(self, number: int) -> None:
        """To any question."""
        self.app.key("ctrl+g")
        self.app.wait_for("Type the number")
        self.app.type(str(number))
        if number * 10 <= self.count:
            self.app.wait_for(f"Question {number}_")
            self.app.key("enter")
        self.at(number)

    def give(self, given: Given, said: str = SAVED) -> None:
        """Answer the question that is on the screen, as far as it is not, and wait until that is said of it."""
        for part in given.parts:
            if not self._given(part):
                self._give(part)
        self.app.wait_for(said)

    def _given(self, part: Part) -> bool:
        text = self.app.text()
        match part:
            case Pick(words, at):
                letter = letter_of(text, words)
                return bool(letter) and _chosen(text, letter, words, at)
            case Write(words) | Type(words):
                return re.search(rf"Your answer: .*{re.escape(words[:20])}", text) is not None
            case Bring(name):
                return f"Your answer: {name}," in text

    def _give(self, part: Part) -> None:
        match part:
            case Pick(words, at):
                if at:
                    self._go_to(at)
                letter = self._letter(words)
                self.app.type(letter)
                self.app.wait_for(lambda text: _chosen(text, letter, words, at))
            case Type(text):
                self.app.type(text)
                self.app.wait_for(lambda seen: text in seen.split("\n"))
                self.app.key("enter")
                self.app.wait_for("Answered.")
            case Write(text):
                self.app.key("enter")
                self.app.wait_for("type your text")
                self.app.type(text)
                self.app.wait_for(
                    lambda seen: any(line.strip().startswith(text[:20]) for line in seen.split("\n"))
                )
                self.app.key("esc")
                self.app.wait_for(lambda seen: "You are typing" not in seen and "type your text" not in seen)
            case Bring(name):
                self.app.key("enter")
                self.app.wait_for("path of a file")
                self.app.type(str(self.home / name))
                self.app.key("enter")
                self.app.wait_for(f"{name},")

    def _letter(self, words: str) -> str:
        for _ in range(60):
            lines = self.app.still()
            if found := letter_of("\n".join(lines), words):
                return found
            self._step("down", lines)
        raise AssertionError(f"no option {words!r}:\n{self.app.text()}")

    def _go_to(self, name: str) -> None:
        for _ in range(60):
            lines = self.app.still()
            here = next(at for at, line in enumerate(lines) if line.startswith(">"))
            there = next((at for at, line in enumerate(lines) if _is_row(line, name)), len(lines))
            if here == there:
                return
            self._step("down" if there > here else "up", lines)
        raise AssertionError(f"no row {name!r}:\n{self.app.text()}")

    def _step(self, key: str, seen: list[str]) -> None:
        """From the screen that was looked at to another; where there is none, whoever looks again sees why."""
        self.app.key(key)
        with suppress(AssertionError):
            self.app.wait_for(lambda text: self._body(text.split("\n")) != self._body(seen), 3)

    def _body(self, lines: list[str]) -> list[str]:
        """The question, without the time above and where the answer is beneath: those change by themselves."""
        return lines[1 : -2 if self.app.screen.columns >= 80 else -3]

    def submit(self) -> str:
        """Look it over, submit, and return the receipt's screen."""
        self.app.key("f10")
        self.app.wait_for("Before you submit")
        self.app.key("end")
        self.app.wait_for(lambda text: "Submit the assessment" in current_line(text))
        self.app.key("enter")
        self.app.wait_for("Submit now")
        self.app.type("2")
        return self.app.wait_for("Receipt")


def _is_row(line: str, name: str) -> bool:
    return re.match(rf"[ >](?:[a-z]\) )?{re.escape(name)}:", line) is not None


def _chosen(text: str, letter: str, words: str, at: str) -> bool:
    if at:
        return any(_is_row(line, at) and f"{letter}) {words}" in line for line in text.split("\n"))
    return re.search(rf"\[(?:x|\d)\] {letter}\)|\(x\) {letter}\)", text) is not None


class Console(Protocol):
    """Something that lines are typed into."""

    def said(self) -> str: ...
    def enter(self, line: str) -> None: ...


class Lines:
    """A student in line mode, who reads what comes before typing on."""

    def __init__(self, console: Console, home: Path, *, count: int = 20) -> None:
        self.console, self.home, self.count = console, home, count
        self._question = ""

    def enter(self, line: str, until: str, seconds: float = 20) -> str:
        """Type a line; what was written after it, once the words are in that."""
        before = len(self.console.said())
        self.console.enter(line)
        return self.read(until, before, seconds)

    def read(self, until: str, after: int = 0, seconds: float = 20) -> str:
        """What was written, once the words are in it."""
        end = time.monotonic() + seconds
        while until not in (said := self.console.said()[after:]):
            assert time.monotonic() < end, f"never wrote {until!r}: {said}"
            time.sleep(0.01)
        return said

    def sign_in(self, name: str = ADA[0], password: str = ADA[1]) -> str:
        """The account number is kept."""
        self.read("Enter keeps it")
        self.enter("", "Username or Email Address:")
        self.enter(name, "Password:")
        return self.enter(password, ", or ?:")

    def find(self, test_id: str = TEST_ID) -> str:
        """From Home to the assessment's page."""
        return self.enter(f"i {test_id}", ", or ?:")

    def start(self) -> None:
        """From the assessment's page to its first question."""
        self.enter("1", "Type yes:")
        self._question = self.enter("yes", self.prompt(1))

    def prompt(self, number: int) -> str:
        """What is asked at a question."""
        return f"Question {number} of {self.count}. Answer, or ?:"

    def go(self, number: int) -> str:
        """To a question, and what is read there."""
        self._question = self.enter(f"/{number}", self.prompt(number))
        return self._question

    def give(self, number: int, given: Given) -> str:
        """Answer the question, and return what is said to that."""
        parts, prompt = given.parts, self.prompt(number)
        match parts[0]:
            case Pick(_, at) if not at:
                letters = " ".join(self._letter(part) for part in parts)
                return self.enter(letters, prompt)
            case Write(text):
                self.enter("/w", "Line 1:")
                self.enter(text, "Line 2:")
                return self.enter(".", prompt)
            case Type(text):
                return self.enter(text, prompt)
            case Bring(name):
                return self.enter(f"= {self.home / name}", prompt)
        return [self.enter(f"{self._row(part)} {self._letter(part)}", prompt) for part in parts][-1]

    def _letter(self, part: Part) -> str:
        assert isinstance(part, Pick)
        found = letter_of(self._question, part.words)
        assert found, (part, self._question)
        return found

    def _row(self, part: Part) -> str:
        assert isinstance(part, Pick)
        if part.at.startswith("Blank "):
            return part.at.removeprefix("Blank ")
        found = re.search(rf"(?m)^(\d+)\. (?:[a-z]\) )?{re.escape(part.at)}:", self._question)
        assert found, (part, self._question)
        return found[1]

    def until_sent(self, number: int, seconds: float = 60) -> None:
        """Wait at a question until the portal has everything."""
        end = time.monotonic() + seconds
        while "Not sent yet:" in self.enter("/m", self.prompt(number)):
            assert time.monotonic() < end

    def submit(self) -> str:
        """Look it over, submit, and return what is said to that."""
        self.enter("/submit", "Type submit")
        return self.enter("submit", "Answered:")


def home_with_plan(environment: dict[str, str]) -> Path:
    """The student's home folder, with the file that one of the questions asks for."""
    home = Path(environment["HOME"])
    (home / PLAN_NAME).write_bytes(PLAN)
    return home


def answer_all(student: Keys, given: Sequence[Given]) -> None:
    """Every question in turn, from the first."""
    for number, one in enumerate(given, 1):
        if number > 1:
            student.next(number)
        student.give(one)
