"""Small standards frameworks as CASE packages, and classes that work on them."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Row, insert, select, text

from tests.support.school import School
from tmp_portal.classes.listing import class_order
from tmp_portal.classes.service import give_framework
from tmp_portal.cli import Command
from tmp_portal.db.migrate import HEAD
from tmp_portal.db.school import academic_sessions, class_terms, classes, enrollments
from tmp_portal.db.standards import class_standards, frameworks, standards
from tmp_portal.db.students_work import documents, mastery
from tmp_portal.imports.case import import_standards
from tmp_portal.imports.report import Report

DOCUMENT = "11111111-0000-4000-8000-000000000000"
REAL = Path(__file__).parents[2].parent / "shared" / "data" / "case"

Json = dict[str, Any]


def item(name: str, /, statement: str | None = None, **members: Any) -> Json:
    """A CFItem with all that is expected; `None` leaves a member out."""
    expected = {
        "identifier": name,
        "uri": f"https://example.org/CFItems/{name}",
        "fullStatement": statement or f"The student can {name}.",
        "humanCodingScheme": name.upper(),
        "CFItemType": "Standard",
        "educationLevel": ["06"],
        "lastChangeDateTime": "2026-01-01T00:00:00Z",
    }
    return {member: value for member, value in (expected | members).items() if value is not None}


def link(child: str, parent: str, sequence: Any = None, kind: str = "isChildOf") -> Json:
    """A CFAssociation."""
    ends = {"originNodeURI": {"identifier": child}, "destinationNodeURI": {"identifier": parent}}
    return {"associationType": kind, **ends} | ({} if sequence is None else {"sequenceNumber": sequence})


def package(items: list[Any], associations: list[Any], **document: Any) -> Json:
    """A CFPackage."""
    expected = {
        "identifier": DOCUMENT,
        "uri": f"https://example.org/CFDocuments/{DOCUMENT}",
        "title": "Number Sense",
        "creator": "Example State",
        "lastChangeDateTime": "2026-01-01T00:00:00Z",
    }
    return {"CFDocument": expected | document, "CFItems": items, "CFAssociations": associations}


def outline(*lines: str, **document: Any) -> Json:
    """A package from indented identifiers, a space for each level."""
    parents, associations = [DOCUMENT], []
    for sequence, line in enumerate(lines, start=1):
        name, depth = line.strip(), len(line) - len(line.lstrip())
        del parents[depth + 1 :]
        associations.append(link(name, parents[-1], sequence))
        parents.append(name)
    return package([item(line.strip()) for line in lines], associations, **document)


def saved(folder: Path, content: Json | bytes, name: str = "framework.json") -> Path:
    """The package as a file."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def run(command: Command, school: School, *words: str) -> int:
    """What a staff's command answers; its own words are on standard output."""
    with school.database.engine.begin() as connection:
        connection.execute(text("create table if not exists alembic_version (version_num varchar(32))"))
        connection.execute(text("insert into alembic_version values (:head)"), {"head": HEAD})
    parser = argparse.ArgumentParser()
    command.register(parser.add_subparsers())
    args = parser.parse_args(words)
    args.data = school.folder
    return int(args.run(args))


def loaded(school: School, content: Json | bytes, **options: Any) -> Report:
    """What importing the package says."""
    path = saved(school.folder, content)
    return import_standards(school.database, school.tenant, path, **options)


def a_class(school: School, class_id: str, title: str = "Algebra 1", **values: Any) -> str:
    """A class without people, terms and standards."""
    row = {"sourced_id": f"sis-{class_id}", "type": "scheduled", "course_id": "course", "school_id": "org"}
    _insert(school, classes, id=class_id, title=title, **row | values)
    return class_id


def a_term(school: School, class_id: str, ends_on: date) -> None:
    """A term of a class that ends (exclusive) on that day."""
    session = f"term-{class_id}-{ends_on}"
    days = {"starts_on": date(2025, 8, 1), "ends_on": ends_on}
    _insert(school, academic_sessions, id=session, sourced_id=session, title="Term", type="term", **days)
    _insert(school, class_terms, class_id=class_id, session_id=session)


def enrolled(school: School, class_id: str, user_id: str, role: str = "student", **values: Any) -> None:
    """Somebody is in a class."""
    name = f"{user_id}-{class_id}-{role}"
    of = {"id": name, "sourced_id": name, "class_id": class_id, "user_id": user_id, "role": role}
    _insert(school, enrollments, **of | values)


def a_level(school: School, class_id: str, user_id: str, identifier: str) -> None:
    """A result that a student has in a standard."""
    of = {"user_id": user_id, "class_id": class_id, "standard_id": ids(school)[identifier]}
    _insert(school, mastery, level=3, percent=90.0, at=0, **of)


def a_document(school: School) -> None:
    """Something that is ready to send."""
    of = {"owner": "", "class_id": "algebra", "part": "class"}
    _insert(school, documents, etag="1", body=b"{}", **of)


def given(school: School, class_id: str, under: str | None = None) -> bool:
    """The class works on the framework that was loaded, or on a branch of it."""
    framework_id = active(school)[0].framework_id
    return school.write(lambda c: give_framework(c, school.tenant, class_id, framework_id, under))


def works_on(school: School, class_id: str) -> list[str]:
    """The identifiers of the standards that a class works on, in its order."""
    names = {row.id: row.identifier for row in rows_of(school, standards)}
    return [names[one] for one in school.database.read_now(lambda c: class_order(c, school.tenant, class_id))]


def active(school: School) -> list[Row[Any]]:
    """The standards that are in force, in reading order."""
    rows = [row for row in rows_of(school, standards) if row.active]
    return sorted(rows, key=lambda row: (row.framework_id, row.position))


def drawn(school: School) -> list[str]:
    """The tree as `outline` takes it."""
    return [" " * row.depth + row.identifier for row in active(school)]


def ids(school: School) -> dict[str, str]:
    """Every standard's id by its identifier."""
    return {row.identifier: row.id for row in rows_of(school, standards)}


def the_framework(school: School) -> Row[Any]:
    """The framework that was loaded last."""
    return next(row for row in rows_of(school, frameworks) if row.identifier != "frame")


def rows_of(school: School, table: Any) -> list[Row[Any]]:
    """All rows of a table."""
    return list(school.database.read_now(lambda connection: connection.execute(select(table)).all()))


def everything(school: School) -> list[Row[Any]]:
    """All that an import of standards may change."""
    tables = frameworks, standards, classes, class_standards, documents
    return [row for table in tables for row in rows_of(school, table)]


def _insert(school: School, table: Any, **values: Any) -> None:
    school.write(lambda connection: connection.execute(insert(table).values(tenant=school.tenant, **values)))
