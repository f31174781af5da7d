"""`tmp-portal import standards`: a standards framework from a CASE package."""

import argparse
from pathlib import Path

from tmp_portal.classes.queries import find_class
from tmp_portal.commands.chosen import add_account
from tmp_portal.commands.imported import done, refused
from tmp_portal.commands.opened import opened, tenant_of
from tmp_portal.db.engine import Database
from tmp_portal.imports.case import import_standards
from tmp_portal.imports.report import ImportRefused

EXAMPLE = """example:
  tmp-portal import standards ccss-math.case.json --class "Algebra 1" --dry-run

Loading a newer file of the same framework brings it up to date; students' results stay."""


def register(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `standards` to `tmp-portal import`."""
    parser = kinds.add_parser(
        "standards",
        help="load a standards framework (CASE 1.0 or 1.1, JSON)",
        description="Load a standards framework from a CASE package, version 1.0 or 1.1, or bring it up to date.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE.json", help="the CASE package")
    parser.add_argument(
        "--class",
        dest="classes",
        action="append",
        default=[],
        metavar="CLASS",
        help="a class that works on it from now on: its id, code or title (can be repeated)",
    )
    add_account(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.add_argument("--json", action="store_true", help="the report as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Load the file; exit status 1 where it is refused."""
    with opened(args) as database:
        tenant = tenant_of(database, args.account)
        classes = _class_ids(database, tenant, args.classes)
        try:
            report = import_standards(database, tenant, args.file, dry_run=args.dry_run, classes=classes)
        except ImportRefused as refusal:
            return refused(args.file, refusal, as_json=args.json)
    return done(report, as_json=args.json)


def _class_ids(database: Database, tenant: str, names: list[str]) -> list[str]:
    return database.read_now(lambda connection: [find_class(connection, tenant, words).id for words in names])
