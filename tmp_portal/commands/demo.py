"""`tmp-portal demo`: the sample school, made if it is not there, and served on loopback."""

import argparse
import os

from tmp_portal.commands import serve
from tmp_portal.commands.moments import whole
from tmp_portal.db.engine import Database


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "demo",
        help="serve the sample school on this machine (tmp-tui demo does this for you)",
        epilog="example: tmp-portal --data /tmp/demo demo",
    )
    parser.add_argument(
        "--fresh", action="store_true", help="begin anew: forget what was done in the sample school"
    )
    parser.add_argument(
        "--port", type=whole(0, 65_535, ""), default=0, help="port to listen on (default: any free one)"
    )
    parser.set_defaults(
        run=run,
        own_url=True,
        host="127.0.0.1",
        proxies="",
        unix_socket=None,
        workers=1,
        until_stdin_closes=True,
    )


def run(args: argparse.Namespace) -> int:
    """Build where needed, then serve until whoever started us is gone."""
    from tmp_portal.demo import build

    # Whatever else is set on this machine: the sample school, with its known passwords, lives in its own file.
    # And its mail goes to nobody.
    os.environ["TMP_PORTAL_SMTP"] = ""
    os.environ["TMP_PORTAL_DATABASE"] = url = f"sqlite:///{args.data.resolve() / 'portal.db'}"
    if args.fresh or not build.is_built(args.data):
        build.make_room(args.data)
        database = Database(url)
        try:
            build.build(database, args.data)
        finally:
            database.close()
    return serve.run(args)
