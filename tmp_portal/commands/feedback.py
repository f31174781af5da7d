"""`tmp-portal feedback`: whether the pages of help answered the questions of those who could not get in."""

import argparse

from tmp_portal.commands.chosen import add_common
from tmp_portal.commands.moments import said
from tmp_portal.commands.opened import opened, print_json, tenant_of
from tmp_portal.helping import feedback
from tmp_tui.text import safe_text


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "feedback",
        help="whether the pages of help helped",
        description='What students answered to "Did this answer your question?", the newest first. It is not kept who said so.',
        epilog="example: tmp-portal feedback",
    )
    add_common(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List it."""
    with opened(args) as database:
        tenant = tenant_of(database, args.account)
        found = database.read_now(lambda connection: feedback.said(connection, tenant))
    if args.json:
        print_json(found)
        return 0
    for each in found:
        print(f"{said(each.at)}  {'yes' if each.helpful else 'no '}  {safe_text(each.page)}")
        for line in safe_text(each.words, lines=50, length=2000).splitlines():
            print(f"    {line}")
    print(
        f"{sum(each.helpful for each in found)} of {len(found)} were helped." if found else "no answers yet."
    )
    return 0
