"""`tmp-portal assign`: give an assessment to a class, or change how it was given."""

import argparse
import re
from dataclasses import asdict

from sqlalchemy import Connection

from tmp_portal.assessments import listing, terms
from tmp_portal.assessments.finding import find_assessment
from tmp_portal.assessments.listing import Line
from tmp_portal.classes.queries import find_class
from tmp_portal.commands.chosen import add_common
from tmp_portal.commands.moments import HOW, WHEN, moment, said, whole
from tmp_portal.commands.opened import opened, print_json, tenant_of
from tmp_portal.errors import NotDone
from tmp_tui.text import safe_text

EXAMPLE = f"""examples:
  tmp-portal assign "Fractions quiz" "Algebra 1" --minutes 45 --closes "2026-03-20 15:00"
  tmp-portal assign "Fractions quiz" "Algebra 1" --in-portal --attempts 2
  tmp-portal assign "Fractions quiz" "Algebra 1" --renew-test-id --test-id-expires +2h

{HOW}
Without --in-portal it starts by Test ID only; a Test ID is made where none is given. Naming an assessment that the class
has already changes how it is given: only what is named changes, and no attempt loses anything by it. --again gives it
once more instead."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "assign",
        help="give an assessment to a class, or change how it was given",
        description="Give an assessment to a class, or change how it was given.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("assessment", metavar="ASSESSMENT", help="its title or id")
    parser.add_argument("class_", metavar="CLASS", help="a class's id, sourcedId, code or title")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--again", action="store_true", help="give it once more, though the class has it")
    which.add_argument(
        "--number", type=whole(1, 10**8, ""), help="which one to change, where the class has it several times"
    )
    _add_terms(parser)
    add_common(parser, json="how it is given now, as JSON")
    parser.set_defaults(run=run)


def _add_terms(parser: argparse.ArgumentParser) -> None:
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--in-portal", action="store_true", default=None, help="let students start it in the portal"
    )
    where.add_argument(
        "--by-test-id", dest="in_portal", action="store_false", help="let it start by Test ID only (default)"
    )
    test_id = parser.add_mutually_exclusive_group()
    test_id.add_argument("--test-id", type=_test_id, metavar="DIGITS", help="its Test ID: six digits")
    test_id.add_argument("--renew-test-id", action="store_true", help="make a new Test ID; the old one ends")
    parser.add_argument(
        "--test-id-expires",
        dest="test_id_expires_at",
        type=moment,
        metavar=WHEN,
        help="when the Test ID ends",
    )
    parser.add_argument(
        "--opens", dest="opens_at", type=moment, metavar=WHEN, help="not to be started before"
    )
    parser.add_argument("--closes", dest="closes_at", type=moment, metavar=WHEN, help="the end for everyone")
    parser.add_argument(
        "--minutes", type=whole(0, 10_000, "minutes"), help="time limit, 0 for none (default: 0)"
    )
    parser.add_argument(
        "--attempts",
        type=whole(0, 1_000, "attempts"),
        help="how often each student may take it, 0 for any (default: 1)",
    )
    parser.add_argument(
        "--grace",
        type=whole(0, 86_400, "seconds"),
        metavar="SECONDS",
        help="for how long after the end an answer from before it may come (default: 300)",
    )
    yes_or_no = argparse.BooleanOptionalAction
    parser.add_argument("--shuffle", action=yes_or_no, help="questions in an order of each attempt's own")
    parser.add_argument(
        "--offline", action=yes_or_no, help="going on without the portal once started (default: yes)"
    )


def _test_id(text: str) -> str:
    if not re.fullmatch(r"[0-9]{6}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is not six digits")
    return text


def run(args: argparse.Namespace) -> int:
    """Give or change, and say how it is given now."""
    with opened(args) as database:
        tenant = tenant_of(database, args.account)
        line, is_new = database.write_now(lambda connection: assign(connection, tenant, args))
    if args.json:
        print_json(asdict(line) | {"new": is_new})
    else:
        print("\n".join(_words(line, is_new)))
    return 0


def assign(connection: Connection, tenant: str, args: argparse.Namespace) -> tuple[Line, bool]:
    """How it is given now, and whether it was not before; raises NotDone."""
    line = find_class(connection, tenant, args.class_)
    assessment = find_assessment(connection, tenant, args.assessment)
    wish = terms.Wish(
        **{name: getattr(args, name) for name in terms.Wish.__dataclass_fields__},
    )
    there = listing.of_class(connection, tenant, line.id, assessment.id)
    if args.number:
        there = [one for one in there if one.number == args.number]
        if not there:
            raise NotDone(f"assessment {args.number} of {line.title} is not {assessment.title}")
    if args.again or not there:
        made = terms.give(connection, tenant, line.id, assessment.id, wish)
        return listing.line_of(connection, tenant, made), True
    if len(there) > 1:
        numbers = ", ".join(str(one.number) for one in there)
        raise NotDone(f"{line.title} has it several times. Say which with --number: {numbers}")
    terms.change(connection, tenant, there[0].id, wish)
    return listing.line_of(connection, tenant, there[0].id), False


def _words(line: Line, is_new: bool) -> list[str]:
    title, class_title = safe_text(line.title), safe_text(line.class_title)
    done = "was given to" if is_new else "is given to"
    words = [f"{title} {done} {class_title} as its assessment {line.number}."]
    if line.test_id:
        until = f", until {said(line.test_id_expires_at)}" if line.test_id_expires_at else ""
        words.append(f"  Test ID    {line.test_id}{until}")
    words += [
        f"  Starts     {'in the portal' + (', or by its Test ID' if line.test_id else '') if line.in_portal else 'by its Test ID only'}",
        f"  Opens      {said(line.opens_at, 'now')}",
        f"  Closes     {said(line.closes_at)}",
        f"  Time       {_minutes(line.minutes)}, then {line.grace} seconds for answers on their way",
        f"  Attempts   {line.attempts or 'any number'}",
        f"  Questions  {line.questions}{', in an order of each attempt' if line.shuffle else ''}",
        f"  Offline    {'may go on without the portal' if line.offline else 'needs the portal throughout'}",
        f"  Shown      {', '.join(line.shown) or 'nothing'}",
    ]
    if line.running:
        words.append(
            f"  {line.running} at it now; what they answered stays, and the new time holds for them too."
        )
    if not line.questions:
        words.append("  It has no questions yet, so nobody can start it: tmp-portal import items")
    return words


def _minutes(minutes: int) -> str:
    return f"{minutes} minute{'s' if minutes != 1 else ''}" if minutes else "no limit"
