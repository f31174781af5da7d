"""Items from packages of QTI 3.0, 2.2, 2.1 and 1.2, Canvas exports and Common Cartridges."""

from pathlib import Path

from sqlalchemy import Connection

from tmp_portal.db.engine import Database
from tmp_portal.imports.case.notes import Notes
from tmp_portal.imports.items.alignment import align
from tmp_portal.imports.items.assessments import load_assessments
from tmp_portal.imports.items.gather import gather
from tmp_portal.imports.items.load import load_items
from tmp_portal.imports.items.package import open_package
from tmp_portal.imports.items.report import ItemsReport, Refusal

__all__ = ["ItemsReport", "Refusal", "import_items"]


def import_items(
    database: Database, tenant: str, path: Path, *, dry_run: bool = False, keep_graphical: bool = False
) -> ItemsReport:
    """Load the items and tests of a zip, a folder or one file in one transaction.

    An item that cannot be taken is in the report with its reason, or with `keep_graphical` taken as one that needs a
    graphical browser. Raises ImportRefused, with nothing loaded, where there is nothing to read or it is a danger.
    """
    with open_package(path) as archive:
        gathered = gather(archive, path, keep_graphical=keep_graphical)
    report = ItemsReport(gathered.title, dry_run, taken=len(gathered.items), refused=gathered.refused)

    def write(connection: Connection) -> Notes:
        notes = Notes()
        report.changes.clear()  # of a try before this one
        ids = load_items(connection, tenant, gathered, report)
        aligned = align(connection, tenant, gathered, ids, report, notes)
        load_assessments(connection, tenant, gathered, ids, aligned, report)
        if dry_run:
            connection.rollback()
        return notes

    aligning = database.write_now(write)
    for line in (*gathered.notes.lines(), *aligning.lines()):
        report.note(line)
    return report
