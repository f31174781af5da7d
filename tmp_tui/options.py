"""The command line's commands and options, and what `--help` says of them."""

import argparse
import os
from pathlib import Path

from tmp_tui import __version__
from tmp_tui.text import _


def parser() -> argparse.ArgumentParser:
    """What may be typed after `tmp-tui`; `run` is the name of the command that was."""
    parser = argparse.ArgumentParser(
        prog="tmp-tui",
        description=_("Track My Progress: your classes, assessments and progress, in the terminal."),
    )
    parser.add_argument("--version", action="version", version=f"tmp-tui {__version__}")
    parser.add_argument(
        "--server",
        metavar="URL",
        default=os.environ.get("TMP_TUI_SERVER", ""),
        help=_("the portal's address"),
    )
    parser.add_argument(
        "--line", action="store_true", help=_("line by line: for screen readers, braille and slow lines")
    )
    parser.add_argument(
        "--shared",
        action="store_true",
        help=_("others use this computer too: keep nothing, lock when left alone"),
    )
    parser.add_argument("--debug", action="store_true", help=_("heed the TEXTUAL_ switches for developers"))
    parser.set_defaults(run="open")
    commands = parser.add_subparsers(metavar="COMMAND")

    demo = commands.add_parser("demo", help=_("try everything in a sample school on this machine"))
    demo.add_argument("--line", action="store_true", default=argparse.SUPPRESS, help=_("line by line"))
    demo.add_argument("--fresh", action="store_true", help=_("begin anew"))
    demo.set_defaults(run="demo")

    show = commands.add_parser(
        "show",
        help=_("print one page: home, classes, class, assessments, playlists, progress, reports or account"),
        epilog=_('example: tmp-tui show progress "Algebra 1" --account 4821 --username ada --json'),
    )
    show.add_argument("page", metavar="PAGE")
    show.add_argument("words", metavar="CLASS", nargs="*", help=_("a class's name, or a part of it"))
    show.add_argument("--json", action="store_true", help=_("as JSON, for programs"))
    show.add_argument("--account", metavar="NUMBER", default="", help=_("account number"))
    show.add_argument("--username", metavar="NAME", default="", help=_("username or e-mail address"))
    show.set_defaults(run="show")

    export = commands.add_parser(
        "export",
        help=_("print what the portal holds about you, as JSON"),
        epilog=_("example: tmp-tui export --account 4821 --username ada --out about-me.json"),
    )
    export.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help=_("write a new file instead; one that is there stays as it is"),
    )
    export.add_argument("--account", metavar="NUMBER", default="", help=_("account number"))
    export.add_argument("--username", metavar="NAME", default="", help=_("username or e-mail address"))
    export.set_defaults(run="export")

    data = commands.add_parser("data", help=_("say how much this program keeps on this computer"))
    data.add_argument("--json", action="store_true", help=_("as JSON, for programs"))
    data.add_argument(
        "--clear",
        action="store_true",
        help=_("remove the copies of pages; they come again with the next sign-in"),
    )
    data.set_defaults(run="data")

    login = commands.add_parser(
        "login",
        help=_("sign in and stay signed in, on your own computer"),
        epilog=_("example: tmp-tui login --own --account 4821 --username ada"),
    )
    login.add_argument("--own", action="store_true", help=_("nobody else uses this computer"))
    login.add_argument("--account", metavar="NUMBER", default="", help=_("account number"))
    login.add_argument("--username", metavar="NAME", default="", help=_("username or e-mail address"))
    login.set_defaults(run="login")

    logout = commands.add_parser("logout", help=_("end the session that is kept on this computer"))
    logout.add_argument("--everywhere", action="store_true", help=_("on all your other computers too"))
    logout.set_defaults(run="logout")

    status = commands.add_parser("status", help=_("who is signed in here, where that is kept, what waits"))
    status.add_argument("--json", action="store_true", help=_("as JSON, for programs"))
    status.set_defaults(run="status")

    commands.add_parser("keys", help=_("list the keys of the full screen")).set_defaults(run="keys")
    commands.add_parser("paths", help=_("say where this program keeps things")).set_defaults(run="paths")
    return parser
