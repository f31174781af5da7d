"""What a mail is made of, written twice: as plain text, and as HTML that says the same.

The address and the code each have a line of their own, so that they can be copied whole. Nothing in the HTML comes from
elsewhere: no picture, no style sheet, nothing that would tell who read it.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, TypeAlias

from jinja2 import Environment, StrictUndefined, Template

from tmp_tui.text import _, wrap

WIDTH = 70  # characters of a line; only an address may be longer


@dataclass(frozen=True)
class Words:
    """A paragraph."""

    text: str
    shape: ClassVar[str] = "words"

    def lines(self) -> list[str]:
        """As plain text."""
        return wrap(self.text, WIDTH)


@dataclass(frozen=True)
class Heading(Words):
    """Whom or what the parts beneath are about."""

    shape: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Facts:
    """Names with their values."""

    rows: tuple[tuple[str, str], ...]
    shape: ClassVar[str] = "facts"

    def lines(self) -> list[str]:
        """As plain text."""
        return [
            line
            for row in self.rows
            for line in wrap(_("{name}: {value}").format(name=row[0], value=row[1]), WIDTH)
        ]


@dataclass(frozen=True)
class Link:
    """An address, alone on its line; in HTML also behind a label."""

    label: str
    address: str
    shape: ClassVar[str] = "link"

    def lines(self) -> list[str]:
        """As plain text."""
        return [self.address]


@dataclass(frozen=True)
class Code:
    """A code to type, alone on its line."""

    code: str
    shape: ClassVar[str] = "code"

    def lines(self) -> list[str]:
        """As plain text."""
        return [self.code]


Part: TypeAlias = Words | Facts | Link | Code


def as_text(parts: list[Part]) -> str:
    """The letter as plain text."""
    return "\n\n".join("\n".join(part.lines()) for part in parts) + "\n"


def as_html(subject: str, parts: list[Part]) -> str:
    """The letter as HTML, every value escaped."""
    return _template().render(subject=subject, parts=parts, language="en")


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(Path(__file__).with_name("letter.html").read_text(encoding="utf-8"))
