"""`tmp-portal serve`: run the portal."""

import argparse
import os
import signal
import socket
import sys
import threading

from tmp_portal.clock import now
from tmp_portal.commands.moments import whole
from tmp_portal.commands.opened import opened
from tmp_portal.errors import NotDone
from tmp_portal.mail.server import mail_server
from tmp_portal.settings import Settings


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "serve", help="run the portal", epilog="example: tmp-portal --data /srv/portal serve --port 8080"
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument(
        "--port",
        type=whole(0, 65_535, ""),
        default=8080,
        help="port to listen on, 0 for any free one (default: 8080)",
    )
    parser.add_argument(
        "--proxies",
        default="127.0.0.1",
        metavar="ADDRESSES",
        help="reverse proxies whose X-Forwarded-For is believed, by comma (default: 127.0.0.1)",
    )
    parser.add_argument("--unix-socket", metavar="PATH", help="listen on a Unix socket instead")
    parser.add_argument(
        "--workers",
        type=whole(1, 1000, "processes"),
        default=1,
        help="processes (default: 1, and the most that SQLite is good for)",
    )
    parser.add_argument("--until-stdin-closes", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run, own_url=False)


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop; the first line on standard output is the address."""
    mail_server(Settings.load(args.data))  # better said now than by each worker
    now()
    with opened(args) as database:
        if database.is_sqlite and args.workers > 1:
            raise NotDone("one process writes to a SQLite file: use --workers 1, or PostgreSQL")
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    os.environ["TMP_PORTAL_DATA"] = str(args.data.resolve())
    if args.until_stdin_closes:
        _stop_with_parent()
    config = uvicorn.Config(
        "tmp_portal.asgi:from_environment",
        factory=True,
        host=args.host,
        port=args.port,
        uds=args.unix_socket,
        workers=args.workers,
        forwarded_allow_ips="*" if args.unix_socket else args.proxies,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=75,  # longer than a student thinks, so that saving an answer needs no new connection
        timeout_graceful_shutdown=20,
    )
    listening = config.bind_socket()
    listening.listen(
        config.backlog
    )  # so that whoever reads the address can connect, if only to wait a moment
    if args.own_url:
        os.environ.setdefault("TMP_PORTAL_URL", _address(args, listening))
    print(f"Serving on {_address(args, listening)}", flush=True)
    if args.workers > 1:
        Multiprocess(config, sockets=[listening]).run()
    else:
        uvicorn.Server(config).run(sockets=[listening])
    return 0


def _address(args: argparse.Namespace, listening: socket.socket) -> str:
    if args.unix_socket:
        return str(args.unix_socket)
    return f"http://{args.host}:{listening.getsockname()[1]}"


def _stop_with_parent() -> None:
    """End when the program that started us goes, however it goes: it holds the other end of our standard input."""

    def wait() -> None:
        sys.stdin.buffer.read()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()
