"""`tmp-portal import answers`: what a student's app could not send, brought by hand."""

import argparse
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from tmp_portal.attempts.exported import LARGEST, Brought, Report, bring, read
from tmp_portal.commands.chosen import add_common
from tmp_portal.commands.opened import opened, print_json, tenant_of
from tmp_portal.errors import NotDone
from tmp_tui.text import safe_text

EXAMPLE = """examples:
  tmp-portal import answers ada.tmp-answers --dry-run
  tmp-portal import answers ada.tmp-answers
  tmp-portal import answers ada.tmp-answers --count

The file is sealed with its student's key, which the portal has. Its answers are taken by the rules of any answer: on top of
the ones that are there, within time and grace. Those that are not taken are kept for staff (tmp-portal attempts --answers).
--count also takes what was given before the time ran out and comes later than the grace; the time at which an answer was given
is the one that the student's computer says. The same file twice is without effect."""


class _DryRun(Exception):
    """Everything was tried, and is undone."""


def register(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `answers` to `tmp-portal import`."""
    parser = kinds.add_parser(
        "answers",
        help="take answers that a student's app could not send (an emergency export)",
        description="Take the answers of an emergency export of tmp-tui.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the export")
    parser.add_argument(
        "--count",
        action="store_true",
        help="also take what was given in time, though the time and its grace are over",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be taken, and take nothing")
    add_common(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Take the answers, and say what became of them."""
    with opened(args) as database:
        tenant = tenant_of(database, args.account)
        export = read(_content(args.file))
        tried: list[Report] = []

        def work(connection: Connection) -> None:
            tried.append(bring(connection, tenant, export, count=args.count))
            if args.dry_run:
                raise _DryRun

        with suppress(_DryRun):
            database.write_now(work)
    report = tried[-1]
    if args.json:
        print_json(report)
        return 0
    lines = [_words(one) for one in report.attempts]
    if report.unreadable:
        lines.append(f"{report.unreadable} entries are damaged or sealed with another key.")
    if report.unknown:
        lines.append(f"{report.unknown} entries are of no attempt of that student here.")
    print("\n".join(lines))
    return 0


def _content(file: Path) -> bytes:
    with file.open("rb") as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise NotDone(f"{file} is larger than {LARGEST // 1_000_000} MB: that is no export of answers")
    return data


def _words(one: Brought) -> str:
    parts = [f"{one.taken} answers taken", f"{one.already} there already", f"{one.kept} kept for staff"]
    if one.bad:
        parts.append(f"{one.bad} that fit no question")
    if one.handed_in:
        parts.append("handed in")
    if one.waits:
        parts.append("not handed in: the student is to choose between answers first")
    return f"{safe_text(one.student)}, attempt {one.attempt}: {', '.join(parts)}."
