"""The arguments that several commands have: whose data, one of a class's assessments, a student, JSON."""

import argparse

from tmp_portal.commands.moments import whole


def add_delivery(parser: argparse.ArgumentParser) -> None:
    """CLASS and NUMBER, and what every command about them has."""
    parser.add_argument("class_", metavar="CLASS", help="a class's id, sourcedId, code or title")
    parser.add_argument(
        "number",
        type=whole(1, 10**8, ""),
        metavar="NUMBER",
        help="the assessment's number in the class (see: tmp-portal attempts CLASS)",
    )
    add_common(parser)


def add_common(parser: argparse.ArgumentParser, *, json: str = "as JSON") -> None:
    """The account number and --json, with what is said of it in the help."""
    add_account(parser)
    parser.add_argument("--json", action="store_true", help=json)


def add_account(parser: argparse.ArgumentParser) -> None:
    """The account number of the school or district that is meant."""
    parser.add_argument(
        "--account", metavar="NUMBER", help="an account number, where there are several districts"
    )


def add_student(parser: argparse.ArgumentParser) -> None:
    """STUDENT, of the class."""
    parser.add_argument("student", metavar="STUDENT", help="a student of the class: username, id or name")
