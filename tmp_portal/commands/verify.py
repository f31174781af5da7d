"""`tmp-portal verify`: whether a receipt is a true one, and what it stands for."""

import argparse
from dataclasses import asdict

from sqlalchemy import Connection, select

from tmp_portal.attempts import staff
from tmp_portal.attempts.staff import Verified
from tmp_portal.commands.chosen import add_common
from tmp_portal.commands.moments import said
from tmp_portal.commands.opened import opened, print_json, tenant_of
from tmp_portal.db.metadata import same
from tmp_portal.db.school import classes
from tmp_portal.db.students_work import assessments, attempts, deliveries
from tmp_portal.errors import NotDone
from tmp_tui.text import safe_text


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "verify",
        help="check a student's receipt",
        description="Say what was handed in under a receipt's code. Case, spaces and dashes do not matter.",
        epilog="example: tmp-portal verify 7K3M-9QX2",
    )
    parser.add_argument("code", metavar="CODE", help="the eight characters of the receipt")
    add_common(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Look it up; the exit status is 1 if there is none."""
    with opened(args) as database:
        tenant = tenant_of(database, args.account)
        found, about = database.read_now(lambda connection: _found(connection, tenant, args.code))
    if args.json:
        print_json(asdict(found) | {"receipt": _receipt(found), **about})
        return 0
    receipt = found.receipt
    print(
        f"{receipt.code} is {safe_text(found.student)}'s receipt for {safe_text(about['title'])} in {safe_text(about['class_title'])}:\n"
        f"  handed in {said(receipt.at)}, {receipt.answered} of {receipt.questions} questions answered"
    )
    return 0


def _found(connection: Connection, tenant: str, code: str) -> tuple[Verified, dict[str, str]]:
    found = staff.verify(connection, tenant, code)
    if found is None:
        raise NotDone(
            f"no receipt has the code {safe_text(code, length=40)!r}. Codes are eight characters long; there is no I, L, O or U in them"
        )
    in_class = same(classes.c.id, deliveries.c.class_id)
    row = connection.execute(
        select(assessments.c.title, classes.c.title.label("class_title"))
        .select_from(attempts.join(deliveries).join(assessments).join(classes, in_class))
        .where(attempts.c.tenant == tenant, attempts.c.id == found.attempt_id)
    ).one()
    return found, row._asdict()


def _receipt(found: Verified) -> dict[str, object]:
    receipt = found.receipt
    return {name: getattr(receipt, name) for name in receipt.__struct_fields__}
