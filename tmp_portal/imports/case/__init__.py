"""Standards frameworks from CASE packages (1EdTech Competencies and Academic Standards Exchange 1.0 and 1.1)."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection

from tmp_portal.classes.service import give_framework
from tmp_portal.db.engine import Database
from tmp_portal.imports.case.load import load
from tmp_portal.imports.case.notes import Notes
from tmp_portal.imports.case.read import read_package
from tmp_portal.imports.case.tree import build_tree
from tmp_portal.imports.report import Report

__all__ = ["import_standards"]


def import_standards(
    database: Database, tenant: str, path: Path, *, dry_run: bool = False, classes: Sequence[str] = ()
) -> Report:
    """Load a framework in one transaction, and give it to the classes of these ids.

    Raises ImportRefused, with nothing loaded, where the file has no framework in it.
    """
    notes = Notes()
    package = read_package(path, notes)
    nodes = build_tree(package, notes)
    report = Report(package.document.title, dry_run)
    for line in notes.lines():
        report.note(line)

    def write(connection: Connection) -> None:
        framework_id = load(connection, tenant, package.document, nodes, report)
        for class_id in classes:
            if give_framework(connection, tenant, class_id, framework_id):
                report.of("classes").changed += 1
            else:
                report.of("classes").unchanged += 1
        if dry_run:
            connection.rollback()

    database.write_now(write)
    return report
