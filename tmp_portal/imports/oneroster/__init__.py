"""OneRoster 1.1 and 1.2 CSV, bulk and delta: a district's or school's people and classes.

`import_roster` checks all of it (`archive`, `read`, `kinds`), compares it with what is stored (`settle`), and only then
writes what differs, in one short transaction (`loading`). Demographics and passwords are not read.
"""

from collections.abc import Mapping
from pathlib import Path

from tmp_portal.db.engine import Database
from tmp_portal.imports.archive import open_archive
from tmp_portal.imports.oneroster.loading import load
from tmp_portal.imports.oneroster.plan import Wishes, make_plan
from tmp_portal.imports.oneroster.report import Account, RosterReport
from tmp_portal.imports.oneroster.spool import Spool
from tmp_tui.text import safe_text

__all__ = ["Account", "RosterReport", "import_roster"]


def import_roster(
    database: Database,
    path: Path,
    *,
    dry_run: bool = False,
    numbers: Mapping[str, str] | None = None,
    into: str | None = None,
    allow_removals: bool = False,
) -> RosterReport:
    """Load the roster at `path`, a zip or a folder; raises ImportRefused, and then nothing of it was loaded.

    `numbers` are account numbers by a school's sourcedId, identifier or name; `into` is the account number of the
    tenant that a file without its district belongs to; `allow_removals` lets a bulk file take most users away.
    """
    file, wishes = safe_text(path.resolve().name), Wishes(numbers or {}, into, allow_removals, dry_run)
    with open_archive(path) as archive, Spool() as spool:
        plan = database.read_now(lambda connection: make_plan(connection, file, archive, wishes, spool))
        if spool.count and not dry_run:
            database.write_now(lambda connection: load(connection, plan, spool))
    return plan.report
