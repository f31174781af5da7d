"""The portal's command line: what staff do on the portal's machine."""

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from tmp_portal.db.engine import TooBusy
from tmp_portal.errors import NotDone
from tmp_portal.settings import SettingsError
from tmp_tui.text import safe_text

# The command's word, and its module in `tmp_portal.commands`; only the one that is asked for is imported.
COMMANDS = {
    "init": "init",
    "serve": "serve",
    "import": "import_",
    "classes": "classes",
    "mastery": "mastery",
    "credentials": "credentials",
    "assign": "assign",
    "release": "release",
    "reopen": "reopen",
    "extend": "extend",
    "accommodate": "accommodate",
    "attempts": "attempts",
    "score": "score",
    "verify": "verify",
    "mail": "mail",
    "settings": "settings",
    "feedback": "feedback",
    "audit": "audit",
    "sessions": "sessions",
    "demo": "demo",
}


class Command(Protocol):
    """What a module in `tmp_portal.commands` offers."""

    def register(self, commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
        """Add the command's parser; it sets `run`, which takes the parsed arguments and returns the exit status."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; exit status 0 is done, 1 is refused, 2 is a mistake in the command line."""
    os.umask(0o077)  # what a portal writes is for whoever runs it
    parser = argparse.ArgumentParser(
        prog="tmp-portal", description="A school's portal for Track My Progress."
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(os.environ.get("TMP_PORTAL_DATA", "portal")),
        metavar="DIR",
        help="the portal's folder (default: ./portal, or TMP_PORTAL_DATA)",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    arguments = sys.argv[1:] if arguments is None else arguments
    for word in [word for word in COMMANDS if word in arguments] or COMMANDS:
        cast(Command, import_module(f"tmp_portal.commands.{COMMANDS[word]}")).register(commands)
    try:
        args = parser.parse_args(arguments)
        status = cast(int, args.run(args))
        sys.stdout.flush()
    except (NotDone, SettingsError) as error:
        # The message may have titles and names in it, and those are from files.
        print(f"tmp-portal: {safe_text(str(error), lines=100, length=20_000)}", file=sys.stderr)
        return 1
    except TooBusy:
        print(
            "tmp-portal: another program is writing to the database. Try again when it is done.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _say_no_more()
        return 1
    except OSError as error:  # a folder that cannot be made, a disk that is full, a port that is taken
        _say_no_more()
        print(
            f"tmp-portal: {error.strerror or error}{f': {error.filename}' if error.filename else ''}",
            file=sys.stderr,
        )
        return 1
    return status


def _say_no_more() -> None:
    """What can still be written to standard output is; what cannot is not tried again when Python ends, which says so in its own words."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
