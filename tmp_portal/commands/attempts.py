"""`tmp-portal attempts`: what staff see of the attempts at an assessment."""

import argparse
import sys
from pathlib import Path

from sqlalchemy import Connection

from tmp_portal.assessments import listing
from tmp_portal.assessments.finding import find_delivery, find_student
from tmp_portal.attempts.files import handed_in_files, write_files
from tmp_portal.attempts.overview import AttemptLine, Refused, attempts_of, not_begun
from tmp_portal.classes.queries import find_class
from tmp_portal.commands.chosen import add_common
from tmp_portal.commands.moments import said, whole
from tmp_portal.commands.opened import opened, print_json, tenant_of
from tmp_portal.commands.tables import Row, show, table
from tmp_tui.text import safe_text
from tmp_tui.wire.attempts import Values
from tmp_tui.wire.uploads import unpack

NO_ASSESSMENTS = "no assessments yet. Give one: tmp-portal assign ASSESSMENT CLASS"
EXAMPLE = """examples:
  tmp-portal attempts "Algebra 1"
  tmp-portal attempts "Algebra 1" 3
  tmp-portal attempts "Algebra 1" 3 --student ada --answers

LATE are answers that came after the end, CONFLICT those that were given beside another one, ELSEWHERE those from a place
that may only read. None of them counts; --answers shows them. WAITS are questions for a person: tmp-portal score"""
WHY = {
    "past-deadline": "after the end",
    "already-submitted": "after it was submitted",
    "conflict": "beside another answer",
    "not-the-writer": "from a place that may only read",
}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "attempts",
        help="list a class's assessments, or the attempts at one",
        description="List what a class was given, or how each attempt at one assessment stands.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("class_", metavar="CLASS", help="a class's id, sourcedId, code or title")
    parser.add_argument(
        "number",
        nargs="?",
        type=whole(1, 10**8, ""),
        metavar="NUMBER",
        help="the assessment's number in the class",
    )
    parser.add_argument("--student", metavar="STUDENT", help="only this one: username, id or name")
    parser.add_argument("--answers", action="store_true", help="also the answers that do not count, and why")
    parser.add_argument(
        "--files",
        type=Path,
        metavar="DIR",
        help="also write the files that students handed in into this folder",
    )
    add_common(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List."""
    with opened(args) as database:
        tenant = tenant_of(database, args.account)
        if args.number is None:
            given = database.read_now(lambda connection: _given(connection, tenant, args.class_))
            return show(args, given, _class_cells, NO_ASSESSMENTS)
        lines, missing = database.read_now(lambda connection: _attempts(connection, tenant, args))
        if args.files is not None:
            files = database.read_now(lambda connection: handed_in_files(connection, tenant, lines))
            written = write_files(files, args.files)
            print(f"{written} files written to {args.files}", file=sys.stderr)
    if args.json:
        print_json({"attempts": lines, "not_begun": missing})
        return 0
    print(table([_cells(line) for line in lines]) if lines else "no attempts yet")
    if args.answers:
        for line in lines:
            for one in line.refused:
                print(_refused(line, one))
    if missing:
        print(f"Not begun: {', '.join(safe_text(name, length=80) for name in missing)}")
    return 0


def _given(connection: Connection, tenant: str, words: str) -> list[listing.Line]:
    return listing.of_class(connection, tenant, find_class(connection, tenant, words, gone=True).id)


def _attempts(
    connection: Connection, tenant: str, args: argparse.Namespace
) -> tuple[list[AttemptLine], list[str]]:
    delivery = find_delivery(connection, tenant, args.class_, args.number)
    lines = attempts_of(connection, tenant, delivery)
    if not args.student:
        return lines, not_begun(connection, tenant, delivery)
    who = find_student(connection, tenant, delivery.class_id, args.student, begun=delivery.id).id
    return [line for line in lines if line.user_id == who], []


def _class_cells(line: listing.Line) -> Row:
    return {
        "NUMBER": line.number,
        "ASSESSMENT": line.title,
        "TEST ID": line.test_id or "none",
        "CLOSES": said(line.closes_at),
        "MINUTES": line.minutes or "no limit",
        "ATTEMPTS": line.begun,
        "AT IT": line.running,
        "SHOWN": ", ".join(line.shown) or "nothing",
    }


def _cells(line: AttemptLine) -> Row:
    ended = said(line.submitted_at, "") + (" (time up)" if line.time_ran_out and line.receipt else "")
    return {
        "STUDENT": line.student,
        "ATTEMPT": line.id,
        "STATE": line.state,
        "STARTED": said(line.started_at),
        "ENDED OR ENDS": ended if line.submitted_at else said(line.deadline, "no limit"),
        "ANSWERED": f"{line.answered} of {line.questions}" if line.questions else "",
        "LATE": line.late,
        "CONFLICT": line.conflicting,
        "ELSEWHERE": line.elsewhere,
        "WAITS": line.waiting,
        "POINTS": "" if line.points is None else f"{line.points:g} of {line.possible:g}",
    }


def _refused(line: AttemptLine, one: Refused) -> str:
    why = WHY.get(one.reason, one.reason)
    return f"{safe_text(line.student)}, question {one.question}, {said(one.at)}, {why}:\n{spoken(one.values)}"


def spoken(values: Values) -> str:
    """An answer on lines of its own; a file by its name."""
    texts = [_text(text) for given in values.values() for text in given]
    lines = [line for text in texts for line in text.split("\n")] or ["(blank)"]
    return "\n".join(f"    {line}" for line in lines)


def _text(text: str) -> str:
    file = unpack(text)
    if file is not None:
        return f"file {safe_text(file.name)}, {len(file.data)} bytes (tmp-portal attempts CLASS NUMBER --files DIR)"
    return safe_text(text, lines=200, length=20_000)
