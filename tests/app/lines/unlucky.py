"""What goes wrong for a student in line mode, done between two typed lines."""

from pathlib import Path

import msgspec

from tests.app.lines.taking import on_portal
from tests.portal.attempts.support import choice, give
from tests.support.faults import Faulty
from tests.support.school import PASSWORD, Group, School
from tests.support.typist import Typist
from tmp_tui.lines import run
from tmp_tui.session import Session

NOT_SENT = "On this computer, not sent."


def three(school: School, group: Group, **terms: object) -> str:
    """Three questions of one choice each, given to the class."""
    return give(school, group, [choice(f"q{n}") for n in (1, 2, 3)], **({"attempts": 0} | terms))


def kept(school: School) -> dict[str, list[str]]:
    """What the portal has of the answers, by question."""
    return {
        name: msgspec.json.decode(answer).get("RESPONSE", []) for name, answer in on_portal(school).items()
    }


def down(line: Faulty, *, is_down: bool = True) -> None:
    """The portal goes away, or comes back."""
    line.down = is_down


class Lines:
    """A session over a line that can fail, and what a test does to both between two typed lines."""

    def __init__(self, school: School) -> None:
        self.line = Faulty(school.transport())
        self.session = school.session(self.line)

    def sent(self) -> bool:
        """Whether nothing waits."""
        return self.session.unsent == 0


def at_another_place(school: School, folder: Path, *lines: str) -> Typist:
    """What the same student is told at another computer."""
    typist = Typist("4821", "ada", PASSWORD, *lines)
    session = Session("http://portal", folder, transport=school.transport())
    assert run(session, read=typist.read, read_secret=typist.read_secret, write=typist.write, patience=5) == 0
    return typist
