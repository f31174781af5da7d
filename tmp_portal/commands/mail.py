"""`tmp-portal mail`: what is in the outbox, one message to hand over, sending what waits."""

import argparse
import asyncio
from dataclasses import asdict

from tmp_portal.clock import now
from tmp_portal.commands.chosen import add_common
from tmp_portal.commands.moments import said
from tmp_portal.commands.opened import opened, print_json, tenant_of
from tmp_portal.commands.tables import Row, table
from tmp_portal.errors import NotDone
from tmp_portal.mail import listing, queue
from tmp_portal.mail.listing import Line
from tmp_portal.mail.sending import Tally, send_due
from tmp_portal.mail.server import EXAMPLE, mail_server
from tmp_portal.settings import FILE, Settings
from tmp_tui.text import safe_text

EMPTY = "no mail yet. Activation mails are made by: tmp-portal credentials CLASS --mail"
NO_SERVER = f'no mail server is set, so mail waits here. Hand a message over with "tmp-portal mail show ID", or set one in {FILE}:\n  {EXAMPLE}\n  mail_from = "Hill School <portal@hill.example>"'


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "mail",
        help="see the mail that waits, hand it over, send it",
        description="The portal sends its mail by itself while it runs. Here staff see what became of it. A message's text is kept until it is sent or too old; so is whatever lets its reader in.",
        epilog="examples:\n  tmp-portal mail list\n  tmp-portal mail show 5uYzq8RkTfe",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    acts = parser.add_subparsers(required=True, metavar="list|show|send|retry")
    for word, run, about in (
        ("list", run_list, "what is in the outbox, the newest first"),
        ("show", run_show, "a message's text, to hand over"),
        ("send", run_send, "send what is due, now"),
        ("retry", run_retry, "have a message sent within a minute that failed, or whose time is later"),
    ):
        act = acts.add_parser(word, help=about, description=f"{about[0].upper()}{about[1:]}.")
        if word in ("show", "retry"):
            act.add_argument("id", metavar="ID", help="the message's id (see: tmp-portal mail list)")
        add_common(act)
        act.set_defaults(run=run)


def run_list(args: argparse.Namespace) -> int:
    """What there is, and what is to be done about it."""
    with opened(args) as database:
        tenant = tenant_of(database, args.account)
        found = database.read_now(lambda connection: listing.lines(connection, tenant))
    if args.json:
        print_json(found)
        return 0
    print(table([_cells(line) for line in found]) if found else EMPTY)
    for line in found:
        if line.trouble:
            print(f"{line.id}: {line.trouble}")
    if mail_server(Settings.load(args.data)) is None:
        print(f"\n{NO_SERVER[0].upper()}{NO_SERVER[1:]}")
    return 0


def run_show(args: argparse.Namespace) -> int:
    """A message as its recipient would read it."""
    with opened(args) as database:
        tenant = tenant_of(database, args.account)
        found = database.write_now(lambda connection: listing.show(connection, tenant, args.id, now()))
    if args.json:
        print_json(asdict(found.line) | {"subject": found.subject, "text": found.text})
        return 0
    print(f"To: {safe_text(found.line.recipient)}\nSubject: {safe_text(found.subject)}\n")
    print(safe_text(found.text, lines=1000, length=100_000) or f"({_gone(found.line)})")
    return 0


def run_send(args: argparse.Namespace) -> int:
    """Send what is due; the exit status is 1 if anything could not be sent."""
    server = mail_server(Settings.load(args.data))
    if server is None:
        raise NotDone(NO_SERVER)
    with opened(args) as database:
        database.write_now(lambda connection: queue.tidy(connection, now()))
        tally = asyncio.run(send_due(database, server))
    if args.json:
        print_json(tally)
    else:
        print(_told(tally))
    return 1 if tally.later or tally.failed else 0


def run_retry(args: argparse.Namespace) -> int:
    """Put a message back in the queue."""
    with opened(args) as database:
        tenant = tenant_of(database, args.account)
        line = database.write_now(lambda connection: listing.retry(connection, tenant, args.id, now()))
    if args.json:
        print_json(line)
    else:
        print(
            f"{line.id} to {safe_text(line.recipient)} is sent within a minute while the portal runs; at once with: tmp-portal mail send"
        )
    return 0


def _cells(line: Line) -> Row:
    return {
        "ID": line.id,
        "STATE": line.state if line.state != "waiting" or not line.tries else f"waiting, {line.tries} tries",
        "WHEN": said(line.created_at if line.state == "waiting" else line.at),
        "KIND": line.kind,
        "TO": line.recipient,
    }


def _gone(line: Line) -> str:
    if line.state == "sent":
        return f"sent {said(line.at)}; its text was not kept"
    return f"its text is gone: {line.trouble}"


def _told(tally: Tally) -> str:
    words = [f"{tally.sent} sent"]
    if tally.later:
        words.append(f"{tally.later} will be tried again")
    if tally.failed:
        words.append(f"{tally.failed} refused (see: tmp-portal mail list)")
    return ", ".join(words) + (f": {tally.trouble}" if tally.trouble else "") + "."
