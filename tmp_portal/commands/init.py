"""`tmp-portal init`: make a portal's folder, or bring its database up to date."""

import argparse

from tmp_portal.commands.opened import reached
from tmp_portal.db.migrate import is_current, upgrade
from tmp_portal.settings import FILE, Settings

TEMPLATE = """\
# The settings of this portal. Each may also be given as TMP_PORTAL_... in the environment.

# A SQLAlchemy URL. Without it: SQLite, in this folder.
# database = "postgresql+psycopg://portal@localhost/portal"

# The address that students see.
# url = "https://portal.example.org"

# The mail server, smtp://, smtp+starttls:// or smtps://, and who mail is from. Without it mail waits for staff to hand over:
# tmp-portal mail list
# smtp = "smtp+starttls://user:password@mail.example.org:587"
# mail_from = "Hill School <portal@example.org>"
"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "init",
        help="make a portal's folder, or bring its database up to date",
        epilog="example: tmp-portal --data /srv/portal init",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make what is not there, and run what migrations are missing."""
    args.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings_file = args.data / FILE
    if not settings_file.exists():
        settings_file.write_text(TEMPLATE, encoding="utf-8")
    with reached(Settings.load(args.data)) as database:
        if is_current(database.engine):
            print(f"The portal in {args.data} is up to date.")
        else:
            upgrade(database.engine)
            print(
                f"The portal in {args.data} is ready. Next: tmp-portal --data {args.data} import roster FILE.zip"
            )
    return 0
