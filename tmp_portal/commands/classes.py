"""`tmp-portal classes`: what classes there are, which standards they work on, and which are past."""

import argparse
from dataclasses import asdict

from sqlalchemy import Connection

from tmp_portal import clock
from tmp_portal.classes.listing import ClassLine, class_lines, framework_lines
from tmp_portal.classes.queries import find_class, find_framework
from tmp_portal.classes.service import archive, give_framework
from tmp_portal.commands.chosen import add_common
from tmp_portal.commands.opened import opened, tenant_of
from tmp_portal.commands.tables import Row, show
from tmp_portal.errors import NotDone

NO_CLASSES = "no classes yet. Load a roster: tmp-portal import roster FILE.zip"
NO_FRAMEWORKS = "no frameworks yet. Load one: tmp-portal import standards FILE.json"
EXAMPLE = """examples:
  tmp-portal classes
  tmp-portal classes "Algebra 1" --framework "Common Core State Standards for Mathematics" --under CCSS.Math.Content.HSA
  tmp-portal classes "Algebra 1" --archive"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "classes",
        help="list classes, give one a standards framework, archive one",
        description="List the classes or the frameworks, or change one class.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("words", nargs="?", metavar="CLASS", help="a class: its id, sourcedId, code or title")
    parser.add_argument(
        "--framework", metavar="TITLE|ID", help="the standards framework that the class works on"
    )
    parser.add_argument(
        "--under", metavar="CODE", help="only this standard of the framework and what is beneath it"
    )
    state = parser.add_mutually_exclusive_group()
    state.add_argument(
        "--archive", dest="archived", action="store_true", default=None, help="make it a past class"
    )
    state.add_argument("--unarchive", dest="archived", action="store_false", help="take --archive back")
    parser.add_argument("--frameworks", action="store_true", help="list the frameworks instead")
    add_common(parser, json="the list as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List, or change the class that is named."""
    with opened(args) as database:
        tenant = tenant_of(database, args.account)
        if args.frameworks:
            frameworks = database.read_now(lambda connection: framework_lines(connection, tenant))
            return show(args, [asdict(line) for line in frameworks], _framework_cells, NO_FRAMEWORKS)
        if args.words:
            how = database.write_now if _changes(args) else database.read_now
            lines = [how(lambda connection: _changed(connection, tenant, args))]
        elif _changes(args):
            raise NotDone("name the class to change: tmp-portal classes CLASS ...")
        else:
            lines = database.read_now(lambda connection: class_lines(connection, tenant, clock.today()))
    return show(args, [asdict(line) | {"state": _state(line)} for line in lines], _class_cells, NO_CLASSES)


def _changes(args: argparse.Namespace) -> bool:
    return bool(args.framework or args.under or args.archived is not None)


def _changed(connection: Connection, tenant: str, args: argparse.Namespace) -> ClassLine:
    """The class that is named, after what is asked for was done."""
    line = find_class(connection, tenant, args.words)
    if args.framework or args.under:
        framework_id = _framework_id(connection, tenant, args.framework, line)
        give_framework(connection, tenant, line.id, framework_id, args.under)
    if args.archived is not None:
        archive(connection, tenant, line.id, args.archived)
    return find_class(connection, tenant, line.id)


def _framework_id(connection: Connection, tenant: str, words: str | None, line: ClassLine) -> str:
    if words:
        return find_framework(connection, tenant, words).id
    if line.framework_id is None:
        raise NotDone(f"{line.title} has no framework yet. Name one with --framework")
    return line.framework_id


def _state(line: ClassLine) -> str:
    if line.archived:
        return "archived"
    return "current" if line.is_current(clock.today()) else f"ended {line.ends_on}"


def _class_cells(row: Row) -> Row:
    return {
        "ID": row["id"],
        "CLASS": row["title"],
        "TEACHERS": ", ".join(row["teachers"]),
        "SCHOOL": row["school"],
        "STUDENTS": row["students"],
        "STANDARDS": row["standards"],
        "FRAMEWORK": row["framework"] or "none",
        "STATE": row["state"],
    }


def _framework_cells(row: Row) -> Row:
    return {
        "ID": row["id"],
        "FRAMEWORK": row["title"],
        "VERSION": row["version"],
        "STANDARDS": row["standards"],
        "CLASSES": row["classes"],
    }
