"""`tmp-portal settings`: what is set, never a secret, and where a school's people find help."""

import argparse
from dataclasses import asdict, dataclass

import msgspec
from sqlalchemy import Connection
from sqlalchemy.engine import make_url

from tmp_portal.commands.opened import opened, print_json
from tmp_portal.errors import NotDone
from tmp_portal.helping.contacts import Place, contact_of, give_contact, place_of
from tmp_portal.mail.server import mail_server
from tmp_portal.settings import FILE, Settings
from tmp_tui.text import safe_text
from tmp_tui.wire.accounts import Contact

NOT_SET = "not set"


@dataclass(frozen=True)
class Shown:
    """What may be seen of the settings."""

    data: str
    database: str
    url: str
    smtp: str
    mail_from: str
    google: str
    clever: str


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "settings",
        help="what is set, and where a school's people find help",
        description=f"Settings are in {FILE} in the portal's folder, or in the environment as TMP_PORTAL_...; secrets are not shown. The contact is what the help page says; a school without one has its district's. An empty value takes one away.",
        epilog='example: tmp-portal settings --account 4821 --phone "(555) 010-0200" --mail help@hill.example',
    )
    parser.add_argument("--phone", metavar="NUMBER", help="the phone number of whoever helps")
    parser.add_argument("--mail", metavar="ADDRESS", help="their e-mail address")
    parser.add_argument("--chat", metavar="ADDRESS", help="the web address of a chat with them")
    parser.add_argument(
        "--account", metavar="NUMBER", help="of the school or district with this account number"
    )
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Change the contact where one is given, then show everything."""
    changes = {
        name: getattr(args, name).strip()
        for name in Contact.__struct_fields__
        if getattr(args, name) is not None
    }
    with opened(args) as database:
        how = database.write_now if changes else database.read_now
        place, contact = how(lambda connection: _asked(connection, args.account, changes))
    shown = _shown(Settings.load(args.data))
    if args.json:
        help_ = {"of": place.name if place else "", **msgspec.to_builtins(contact)}
        print_json(asdict(shown) | {"help": help_})
    else:
        _print(shown, place, contact)
    return 0


def _asked(
    connection: Connection, account: str | None, changes: dict[str, str]
) -> tuple[Place | None, Contact]:
    """Whose contact is meant, and what it is once the changes are made."""
    place = place_of(connection, account or "")
    if place is None and account:
        raise NotDone(f"no school or district has the account number {safe_text(account, length=40)}")
    contact = contact_of(connection, place) if place else Contact()
    if not changes:
        return place, contact
    if place is None or not place.org_id:
        raise NotDone("say whose contact it is: --account NUMBER")
    give_contact(connection, place, msgspec.structs.replace(contact, **changes))
    return place, contact_of(connection, place)


def _shown(settings: Settings) -> Shown:
    server = mail_server(settings)
    return Shown(
        data=str(settings.data),
        database=make_url(settings.database).render_as_string(hide_password=True),
        url=settings.url or NOT_SET,
        smtp=f"{server}{', with user and password' if server.user else ''}" if server else NOT_SET,
        mail_from=settings.mail_from or NOT_SET,
        google=_provider(settings.google_client_id, settings.google_client_secret, settings.google_domain),
        clever=_provider(settings.clever_client_id, settings.clever_client_secret),
    )


def _provider(client_id: str, secret: str, domain: str = "") -> str:
    if not client_id:
        return NOT_SET
    if not secret:
        return "client id without a secret: nobody can sign in with it"
    return f"set, for {domain} only" if domain else "set"


def _print(shown: Shown, place: Place | None, contact: Contact) -> None:
    for name, value in asdict(shown).items():
        print(f"{name:<10} {safe_text(value)}")
    print(
        f"\nHelp for the people of {safe_text(place.name)}:"
        if place
        else "\nHelp: name a school with --account NUMBER."
    )
    if place:
        for name in Contact.__struct_fields__:
            print(f"  {name:<8} {safe_text(getattr(contact, name)) or NOT_SET}")
