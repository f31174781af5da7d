"""`tmp-portal credentials`: the first way in for a class, printed, mailed, or as cards to cut."""

import argparse
import csv
import shlex
import sys
from dataclasses import asdict, fields
from pathlib import Path

from sqlalchemy import Connection

from tmp_portal import clock
from tmp_portal.classes.listing import ClassLine
from tmp_portal.classes.queries import find_class
from tmp_portal.commands.kept import Keep, kept_file
from tmp_portal.commands.opened import opened, print_json, tenant_of
from tmp_portal.errors import NotDone
from tmp_portal.inviting.mails import HAS_PASSWORD, Asked, invite
from tmp_portal.inviting.passwords import Given, give
from tmp_portal.inviting.students import school_of
from tmp_portal.mail.server import mail_server
from tmp_portal.settings import Settings
from tmp_tui.text import safe_text

EXAMPLES = """examples:
  tmp-portal credentials "Algebra 1" --csv > algebra.csv
  tmp-portal credentials "Algebra 1" --sheet algebra.pdf
  tmp-portal credentials "Algebra 1" --mail"""
WAITS = "No mail server is set, so they wait: tmp-portal mail list"
NO_URL = "url is not set, so cards and mails do not say where the portal is, and mails bring a code and no link. Set it in portal.toml, then make them anew: what waits or is printed stays as it is."
BOXES = "Some letters have no font on this machine and are boxes on the cards: install one that has them, such as Noto, and make the sheet anew with --renew --force."


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "credentials",
        help="give a class temporary passwords or activation mails",
        description="Gives a temporary password, good for 14 days, to each student of a class who has none yet. Passwords are shown once: what was given before can only be renewed. With --mail each student who has no password of their own gets a link and a code instead.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "class_", metavar="CLASS", help="a class's id, code or title (see: tmp-portal classes)"
    )
    parser.add_argument(
        "--renew",
        action="store_true",
        help="also for those who have a password: theirs ends (with --mail: once they choose another)",
    )
    parser.add_argument(
        "--student", metavar="USERNAME", action="append", help="only this student (may be repeated)"
    )
    parser.add_argument(
        "--account", metavar="NUMBER", help="the account number, where there are several districts"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--mail", action="store_true", help="an activation mail for each who has an address")
    how.add_argument(
        "--sheet", type=Path, metavar="FILE.pdf", help="cards to print and cut, eight a page, as a PDF"
    )
    parser.add_argument("--force", action="store_true", help="write over FILE.pdf")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--csv", action="store_true", help="as CSV")
    shape.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Give what is asked for."""
    with opened(args) as database:
        tenant = tenant_of(database, args.account)
        url = Settings.load(args.data).url
        class_ = database.read_now(lambda c: find_class(c, tenant, args.class_))
        if not url and (args.mail or args.sheet):
            print(NO_URL, file=sys.stderr)
        if not class_.is_current(clock.today()):
            print(_past(class_), file=sys.stderr)
        if args.mail:
            asked = database.write_now(
                lambda c: invite(c, tenant, args.class_, args.student, url, renew=args.renew)
            )
            return _show_asked(asked, args)
        if args.sheet:
            with kept_file(args.sheet, force=args.force) as keep:
                rows, complete = database.write_now(lambda c: _sheet(c, tenant, args, keep))
            return _show_sheet(rows, args, complete=complete)
        rows = database.write_now(lambda c: give(c, tenant, args.class_, args.student, renew=args.renew))
    try:
        _show_given(rows, args)
        sys.stdout.flush()
    except OSError:
        if unseen := [row.username for row in rows if row.password]:
            print(_unseen(unseen), file=sys.stderr)
        raise
    return 0


def _unseen(usernames: list[str]) -> str:
    """What is left to do where passwords count already and could not all be shown; others keep theirs."""
    given = " ".join(f"--student {shlex.quote(safe_text(username))}" for username in usernames)
    return f"The new passwords count, but could not all be shown. Give these students new ones: tmp-portal credentials CLASS --renew {given}"


def _past(class_: ClassLine) -> str:
    why = "is archived" if class_.archived else f"ended on {class_.ends_on}"
    return f"{safe_text(class_.title)} {why}. Its students are given a way in all the same."


def _sheet(
    connection: Connection, tenant: str, args: argparse.Namespace, keep: Keep
) -> tuple[list[Given], bool]:
    """Passwords, and the cards that say them: neither without the other."""
    from tmp_portal.inviting.cards import cards

    class_ = find_class(connection, tenant, args.class_)
    rows = give(connection, tenant, args.class_, args.student, renew=args.renew)
    new = [row for row in rows if row.password]
    if not new:
        raise NotDone(
            "everybody here has a password already, so there is nothing to print. With --renew they get new ones"
        )
    school = school_of(connection, tenant, class_)
    pdf, complete = cards(new, school.name, class_.title, Settings.load(args.data).url)
    keep(pdf)
    return rows, complete


def _show_given(rows: list[Given], args: argparse.Namespace) -> None:
    if _as_data(Given, rows, args):
        return
    for row in rows:
        print(
            f"{safe_text(row.name)}\n  Account number: {row.account}\n  Username: {safe_text(row.username)}\n  Password: {row.password or '(given before; --renew gives a new one)'}\n"
        )


def _show_sheet(rows: list[Given], args: argparse.Namespace, *, complete: bool) -> int:
    """What is on the cards is not said once more."""
    made = sum(bool(row.password) for row in rows)
    if not complete:
        print(BOXES, file=sys.stderr)
    if args.json:
        print_json(
            {
                "file": str(args.sheet),
                "cards": made,
                "without": [row.username for row in rows if not row.password],
            }
        )
        return 0
    print(
        f"{safe_text(str(args.sheet))}: {made} {'card' if made == 1 else 'cards'}. Whoever has it can sign in: print it, then delete it."
    )
    _name(
        "Given a password before, so without a card",
        [(row.name, row.username) for row in rows if not row.password],
    )
    return 0


def _show_asked(rows: list[Asked], args: argparse.Namespace) -> int:
    if _as_data(Asked, rows, args):
        return 0
    count = sum(not row.why_not for row in rows)
    print(f"{count} activation {'mail waits' if count == 1 else 'mails wait'} to be sent.")
    without = [row for row in rows if row.why_not and row.why_not != HAS_PASSWORD]
    _name(
        "No mail, for the e-mail address is missing or cannot be right",
        [(row.name, row.username) for row in without],
    )
    if without:
        print("Cards for them: tmp-portal credentials CLASS --sheet FILE.pdf --student USERNAME ...")
    _name(
        "Left alone, for they have a password",
        [(row.name, row.username) for row in rows if row.why_not == HAS_PASSWORD],
    )
    if count and mail_server(Settings.load(args.data)) is None:
        print(WAITS)
    return 0


def _name(why: str, people: list[tuple[str, str]]) -> None:
    if people:
        print(f"{why}:")
    for name, username in people:
        print(f"  {safe_text(name)} ({safe_text(username)})")


def _as_data(kind: type[Given | Asked], rows: list[Given] | list[Asked], args: argparse.Namespace) -> bool:
    """Print the rows as JSON or CSV where that is asked for."""
    if args.json:
        print_json(rows)
    elif args.csv:
        writer = csv.DictWriter(sys.stdout, [field.name for field in fields(kind)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)
    return bool(args.json or args.csv)
