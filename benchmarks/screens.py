"""What the full screen costs beside a Textual hello world and a bare Textual list, in a real pseudo-terminal."""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.portal_running import Running, running
from tests.portal.attempts.support import choice, give
from tests.support.school import PASSWORD, School
from tests.support.terminal import Terminal

ROUNDS = 9

HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("Hello, world: it is ready")
Hello().run()
"""
LIST = """
from textual.app import App
from textual.widgets import OptionList
class Bare(App):
    def compose(self):
        yield OptionList(*[f"Entry {n} of a bare list: it is ready" for n in range(200)])
Bare().run()
"""


def fill(school: School) -> None:
    """A student in eight classes, one of them with 703 standards."""
    ada = school.person("ada")
    for number in range(7):
        school.assessment(school.class_(f"Class {number}", {ada: "student"}, standards_count=100), "Quiz")
    whole = school.class_("Whole framework", {ada: "student"}, standards_count=703)
    items = [choice(f"q{number}") for number in range(20)]
    give(school, whole, items, attempts=0, in_portal=False, test_id="246813")


def measure() -> Iterator[Figure]:
    """Start, and a key that opens a page."""
    with tempfile.TemporaryDirectory() as home, running(fill) as portal:
        environment = dict(os.environ) | {"HOME": home, "TEXTUAL_ANIMATIONS": "none"}
        for script in ("hello", "list"):
            (Path(home) / f"{script}.py").write_text(HELLO if script == "hello" else LIST)
        yield _start(portal, environment, home)
        yield from _keys(portal, environment, home)


def _start(portal: Running, environment: dict[str, str], home: str) -> Figure:
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(_ready([sys.executable, f"{home}/hello.py"], environment, "it is ready"))
        ours.append(
            _ready(
                [sys.executable, "-m", "tmp_tui", "--server", portal.address],
                environment,
                "Password",
                key="7",
            )
        )
    mine, hello = statistics.median(ours), statistics.median(theirs)
    detail = f"{mine * 1e3:.0f} ms until a typed key is shown, hello world {hello * 1e3:.0f} ms until it is painted; medians of {ROUNDS}"
    return Figure(
        "start to a sign-in page that takes keys", mine / hello, "x hello world", 1.25, detail=detail
    )


def _ready(command: list[str], environment: dict[str, str], words: str, key: str = "") -> float:
    """Seconds from the start of the program to the words, and to the echo of a key if one is given."""
    terminal = Terminal(command, environment)
    try:
        _until(terminal, words.encode(), 0)
        if key:
            seen = len(terminal.raw)
            terminal.type(key)
            _until(terminal, key.encode(), seen)
        return terminal.writes[-1][0] - terminal.started
    finally:
        terminal.close()


def _until(terminal: Terminal, words: bytes, seen: int) -> None:
    end = time.perf_counter() + 20
    while words not in terminal.raw[seen:]:
        if time.perf_counter() > end:
            raise TimeoutError(f"never wrote {words!r}")
        time.sleep(0.0005)


def _keys(portal: Running, environment: dict[str, str], home: str) -> Iterator[Figure]:
    bare = Terminal([sys.executable, f"{home}/list.py"], environment)
    app = Terminal([sys.executable, "-m", "tmp_tui", "--server", portal.address], environment)
    try:
        bare.wait_for("it is ready")
        app.wait_for("Password")
        app.type(f"4821\tada\t{PASSWORD}\r")
        app.wait_for("Test ID")
        app.settle(0.5)
        key_in_list = [_settled(bare, "down")[0] for _ in range(30)]
        opened = []
        for _ in range(8):
            for key in ("f3", "f4", "f5", "f2"):
                opened.append(_settled(app, key))
        app.key("f3")
        app.wait_for("Whole framework")
        number = next(
            line.split()[0].strip(">") or line.split()[1] for line in app.lines() if "Whole framework" in line
        )
        app.type(number)
        app.settle()
        tabs = [_settled(app, "]") for _ in range(11)]
        moved = [_settled(app, "down") for _ in range(30)]
        app.key("f2")
        app.wait_for("Test ID")
        app.type("\t246813\r")
        app.wait_for("Attempts allowed")
        app.key("enter")
        app.wait_for("Question 1 of 20")
        app.settle(0.5)
        answered = [_settled(app, letter) for letter in "bcdefgh" * 4]
        next_question = [_settled(app, "right") for _ in range(19)]
    finally:
        bare.close()
        app.close()
    base = statistics.median(key_in_list)
    page = statistics.median(one[0] for one in opened + tabs)
    big = max(one[0] for one in tabs)
    yield Figure(
        "opening a page from the local copy, key to settled",
        page / base,
        "x a key in a bare list",
        1.5,
        detail=f"{page * 1e3:.1f} ms, bare list {base * 1e3:.1f} ms; slowest tab of a class of 703 standards {big * 1e3:.1f} ms",
    )
    yield Figure(
        "answering a question by a letter, key to settled, journalled with fsync",
        statistics.median(one[0] for one in answered) / base,
        "x a key in a bare list",
        detail=f"{statistics.median(one[1] for one in answered):.0f} bytes an answer, "
        f"{statistics.median(one[1] for one in next_question):.0f} bytes the next question",
    )
    yield Figure(
        "a key in a list of 703 standards",
        statistics.median(one[0] for one in moved) / base,
        "x a key in a bare list",
        detail=f"{statistics.median(one[1] for one in moved):.0f} bytes a key, {statistics.median(one[1] for one in opened):.0f} bytes a page",
    )


def _settled(terminal: Terminal, key: str) -> tuple[float, int]:
    """Seconds from a key to the last byte that it caused, and how many bytes."""
    before, began = len(terminal.raw), time.perf_counter()
    terminal.key(key)
    end = began + 2
    while len(terminal.raw) == before and time.perf_counter() < end:
        time.sleep(0.0002)
    last = terminal.settle(0.06)
    return max(0.0, last - began), len(terminal.raw) - before
