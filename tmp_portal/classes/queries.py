"""Which class, framework or standard staff mean by their words."""

from typing import Any

from sqlalchemy import Connection, Row, select

from tmp_portal import clock
from tmp_portal.classes.listing import ClassLine, FrameworkLine, class_lines, framework_lines
from tmp_portal.db.standards import standards
from tmp_portal.errors import NotDone
from tmp_tui.text import safe_text

SHOWN = 20


def find_class(connection: Connection, tenant: str, words: str, *, gone: bool = False) -> ClassLine:
    """The class of this id, else sourcedId, else code or exact title; raises NotDone for none or several.

    With `gone` it may be one that left the roster, where none that is there is meant: what was handed in to it stays.
    """
    found = _meant(class_lines(connection, tenant, clock.today()), words)
    if not found and gone:
        found = _meant(class_lines(connection, tenant, clock.today(), active=False), words)
    if not found:
        raise NotDone(f"no class has the id, code or title {words!r}. List them: tmp-portal classes")
    if len(found) > 1:
        raise _several("classes", words, [(line.id, f"{line.title}, {line.where}") for line in found])
    return found[0]


def _meant(lines: list[ClassLine], words: str) -> list[ClassLine]:
    return (
        [line for line in lines if line.id == words]
        or [line for line in lines if line.sourced_id == words]
        or [line for line in lines if words in (line.code, line.title)]
    )


def find_framework(connection: Connection, tenant: str, words: str) -> FrameworkLine:
    """The framework of this id or identifier, else exact title; raises NotDone for none or several."""
    lines = framework_lines(connection, tenant)
    found = [line for line in lines if line.id == words or line.identifier in (words, words.lower())]
    found = found or [line for line in lines if line.title == words]
    if not found:
        raise NotDone(
            f"no framework has the id or title {words!r}. List them: tmp-portal classes --frameworks"
        )
    if len(found) > 1:
        raise _several("frameworks", words, [(line.id, f"{line.title} {line.version}") for line in found])
    return found[0]


def find_standard(connection: Connection, tenant: str, framework_id: str, words: str) -> Row[Any]:
    """The active standard of this identifier, else code; raises NotDone for none or several."""
    mine = standards.c.tenant == tenant, standards.c.framework_id == framework_id, standards.c.active
    rows = connection.execute(select(standards).where(*mine).order_by(standards.c.position)).all()
    found = [row for row in rows if row.identifier in (words, words.lower())]
    found = found or [row for row in rows if row.code == words]
    if not found:
        raise NotDone(f"no standard of the framework has the code or identifier {words!r}")
    if len(found) > 1:
        raise _several("standards", words, [(row.identifier, row.statement) for row in found])
    return found[0]


def _several(kind: str, words: str, found: list[tuple[str, str]]) -> NotDone:
    lines = [f"  {name}  {safe_text(about, length=80)}" for name, about in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(f"  and {len(found) - SHOWN} more")
    return NotDone(
        "\n".join([f"{words!r} is the name of {len(found)} {kind}. Say which, by its id:", *lines])
    )
