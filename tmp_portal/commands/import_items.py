"""`tmp-portal import items`: questions and tests from QTI packages, Canvas exports and Common Cartridges."""

import argparse
from pathlib import Path

from tmp_portal.commands.chosen import add_account
from tmp_portal.commands.imported import done, refused
from tmp_portal.commands.opened import opened, tenant_of
from tmp_portal.imports.items import import_items
from tmp_portal.imports.report import ImportRefused

EXAMPLE = """examples:
  tmp-portal import items fractions.zip --dry-run
  tmp-portal import items canvas-export.imscc

Each test or quiz becomes an assessment; items that are in none become one together. An item that a keyboard cannot answer
is left out, and the report says why. Loading a newer file of the same package brings it up to date; attempts keep the
questions that they began with."""


def register(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `items` to `tmp-portal import`."""
    parser = kinds.add_parser(
        "items",
        help="load questions and tests (QTI 3.0, 2.x, 1.2, Canvas, Common Cartridge)",
        description="Load questions and tests from QTI 3.0, 2.2, 2.1 or 1.2, from a Canvas export or a Common Cartridge.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("path", type=Path, metavar="PACKAGE.zip|FILE.xml|FOLDER", help="what to load")
    parser.add_argument(
        "--keep-graphical",
        action="store_true",
        help="also take items that need a graphical browser, marked as such",
    )
    add_account(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.add_argument("--json", action="store_true", help="the report, or the faults, as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Load the items; exit status 1 where the file is refused."""
    with opened(args) as database:
        tenant = tenant_of(database, args.account)
        try:
            report = import_items(
                database, tenant, args.path, dry_run=args.dry_run, keep_graphical=args.keep_graphical
            )
        except ImportRefused as refusal:
            return refused(args.path, refusal, as_json=args.json)
    return done(report, as_json=args.json)
