"""The student's command line; Textual is imported only when the full screen is asked for."""

import argparse
import os
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from tmp_tui import config, options, paths, place, profile, quietly, signals, site, wiping
from tmp_tui.text import _

if TYPE_CHECKING:
    from tmp_tui.session import Session
    from tmp_tui.show import Credentials
    from tmp_tui.vault.choosing import Choice

FAILED, USAGE, NOT_SIGNED_IN = 1, 2, 4


def main(arguments: list[str] | None = None) -> int:
    """Run one command; exit status 0 ok, 1 failure, 2 usage, 4 not signed in, 5 offline."""
    quietly.keep_to_ourselves()
    args = options.parser().parse_args(arguments)
    if not args.debug:
        quietly.no_debugging()
    if args.shared:
        os.environ["TMP_TUI_SHARED"] = "1"  # as the site would say it
    try:
        status = _COMMANDS[args.run](args)
        sys.stdout.flush()
    except _BadAddress as error:
        print(f"tmp-tui: {error}", file=sys.stderr)
        return USAGE
    except config.ConfigError as error:
        print(f"tmp-tui: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return 130
    except signals.Ended as ended:
        return 128 + ended.number
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:  # a folder that cannot be made, a disk that is full
        print(
            f"tmp-tui: {error.strerror or error}{f': {error.filename}' if error.filename else ''}",
            file=sys.stderr,
        )
        return FAILED
    return status


def _open(args: argparse.Namespace) -> int:
    settings = config.load()
    server = _portal(_server(args.server, settings))
    if profile.wants_lines(asked=args.line, setting=settings.line):
        return _lines(lambda: server, settings)
    return _full_screen(lambda: server, settings)


def _demo(args: argparse.Namespace) -> int:
    from importlib.util import find_spec

    from tmp_tui.demo import Demo, DemoError, hint

    if find_spec("litestar") is None:
        print(
            _("tmp-tui: the sample school needs the portal. Install it: pip install 'tmp-tui[portal]'"),
            file=sys.stderr,
        )
        return FAILED
    settings = config.load()
    demo = Demo(paths.private(paths.state_folder()) / "demo", fresh=args.fresh)
    try:
        if profile.wants_lines(asked=args.line, setting=settings.line):
            return _lines(demo.address, settings, account="4821", hint=hint(demo.folder))
        return _full_screen(demo.address, settings, account="4821", hint=hint(demo.folder))
    except DemoError as error:
        print(f"tmp-tui: {error}", file=sys.stderr)
        return FAILED
    finally:
        demo.close()


def _full_screen(
    address: Callable[[], str],
    settings: config.Config,
    *,
    account: str | None = None,
    hint: tuple[str, ...] = (),
) -> int:
    """The sample school (it has a hint) is always there and nothing of it is remembered."""
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ.setdefault("ESCDELAY", "50")  # ms until Esc is a key of its own
    from tmp_tui.app import TmpApp

    app = TmpApp(
        lambda server: _session(server or address(), keep=not hint),
        server_known=bool(hint or address()),
        account=settings.account if account is None else account,
        hint=hint,
        letters=settings.letters,
        theme=settings.theme,
        remember=None if hint else config.remember,
        resume=not hint and bool(settings.kept_at),
    )
    with signals.heeded(app.end_soon, app.last_act, full_screen=True) as status:
        app.run()
        if app.was_shared:
            wiping.clear_terminal()
        if app.parting:
            print(app.parting)
        return status(app.return_code or 0)


def _lines(
    address: Callable[[], str],
    settings: config.Config,
    *,
    account: str | None = None,
    hint: tuple[str, ...] = (),
) -> int:
    """The same, line by line."""
    from tmp_tui import lines
    from tmp_tui.looks import Looks

    remember = None if hint else config.remember

    if not hint and not address():
        asked = lines.ask_address()
        if not asked:
            return USAGE
        server = _portal(asked)
        return _lines(lambda: server, settings)
    looking: list[lines.Attended] = []

    def last_act() -> None:
        for attended in looking:
            attended.last_act()

    with signals.heeded(signals.raise_ended, last_act) as status:
        try:
            done = lines.run(
                lambda: _session(address(), keep=not hint),
                account=settings.account if account is None else account,
                remember=remember,
                hint=hint,
                resume=not hint and bool(settings.kept_at),
                looks=Looks(settings.theme, letters=settings.letters, remember=remember),
                attended=looking.append,
            )
        except (OSError, signals.Ended):
            if status(0) == 0:
                raise
            done = FAILED
        return status(done)


def _show(args: argparse.Namespace) -> int:
    from tmp_tui import show

    server, account = _known(args)
    asked = _credentials(account, args.username)
    return show.show(_session(server), args.page, args.words, as_json=args.json, credentials=asked)


def _export(args: argparse.Namespace) -> int:
    from tmp_tui.export import export

    server, account = _known(args)
    return export(_session(server), args.out, credentials=_credentials(account, args.username))


def _data(args: argparse.Namespace) -> int:
    from tmp_tui.data import data

    return data(paths.copies_folder(), clear=args.clear, as_json=args.json)


def _credentials(account: str, username: str) -> "Credentials":
    """Asks for the password, where everything else was given."""

    def credentials() -> tuple[str, str, str] | None:
        return _with_password(account, username)

    return credentials


def _login(args: argparse.Namespace) -> int:
    from tmp_tui import staying

    server, known = _known(args)
    asks = sys.stdin.isatty()

    def own() -> bool:
        return place.may_be_own() and (args.own or (asks and _is_own()))

    def credentials() -> tuple[str, str, str] | None:
        account = _asked_account(known) if asks and not args.account else known
        name = args.username or (_typed(_("Username or Email Address: ")) if asks else "")
        return _with_password(account, name)

    done = staying.login(_session(server), credentials, own)
    if done == 0:
        config.remember(server=server)
    return done


def _asked_account(known: str) -> str:
    prompt = _("Account number ({account}, Enter keeps it): ") if known else _("Account number: ")
    return _typed(prompt.format(account=known)) or known


def _typed(prompt: str) -> str:
    """A line, empty at the end of the input."""
    try:
        return input(prompt).strip()
    except EOFError:
        return ""


def _is_own() -> bool:
    typed = _typed(_("Is this your own computer, that nobody else uses? Type yes if it is: "))
    return typed.casefold() in ("yes", _("yes").casefold())


def _logout(args: argparse.Namespace) -> int:
    from tmp_tui import staying

    return staying.logout(_session(_known(args)[0]), everywhere=args.everywhere)


def _status(args: argparse.Namespace) -> int:
    from tmp_tui import staying

    return staying.status(_session(_known(args)[0]), as_json=args.json)


def _known(args: argparse.Namespace) -> tuple[str, str]:
    """The portal's address and the account number, as given or as last used; raises _BadAddress where there is none."""
    settings = config.load()
    server = _portal(_server(args.server, settings))
    if not server:
        raise _BadAddress(_("which portal? Name its address with --server, or set TMP_TUI_SERVER."))
    return server, getattr(args, "account", "") or settings.account


def _with_password(account: str, username: str) -> tuple[str, str, str] | None:
    """The password too, asked for unseen, or the next line where nobody types; None where anything is missing."""
    if not account or not username:
        return None
    from getpass import getpass

    password = getpass(_("Password: ")) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    return (account, username, password) if password else None


def _keys(_args: argparse.Namespace) -> int:
    from tmp_tui import commands

    for command in commands.COMMANDS:
        print(f"{commands.key_words(command):<24}{command.name}: {command.help}")
    return 0


def _paths(_args: argparse.Namespace) -> int:
    print(f"{_('settings')}: {paths.config_file()}\n{_('local copies')}: {paths.copies_folder()}")
    return 0


def _server(asked: str, settings: config.Config) -> str:
    """The site's portal where it names one, else the one asked for, else the last one; raises _BadAddress."""
    here = site.load()
    if here.trouble:
        print(f"tmp-tui: {here.trouble}", file=sys.stderr)
    if not here.server:
        return asked or settings.server
    if asked and _portal(asked) != _portal(here.server):
        raise _BadAddress(
            _("this computer opens {server} and no other portal; its site file says so").format(
                server=here.server
            )
        )
    return here.server


class _BadAddress(Exception):
    """The words that say what is wrong with an address."""


def _portal(typed: str) -> str:
    """The portal's address as a whole one, or none where none was given; raises _BadAddress."""
    if not typed:
        return ""
    from tmp_tui.address import portal_address

    address = portal_address(typed)
    if not address.startswith("http"):
        raise _BadAddress(address)
    return address


def _session(server: str, *, keep: bool = True) -> "Session":
    """A session that this computer may keep; that of the sample school ends with it."""
    from tmp_tui.session import Session
    from tmp_tui.vault.choosing import choose
    from tmp_tui.vault.vault import Vault

    def chosen() -> "Awaitable[Choice]":
        return choose(remote=bool(os.environ.get("SSH_CONNECTION")))

    note = partial(config.note_kept, server)
    may_hold = server in config.load().kept_at
    vault = Vault(server, chosen, note, may_hold=may_hold) if keep else None
    return Session(server, paths.copies_folder(), vault=vault)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "open": _open,
    "demo": _demo,
    "show": _show,
    "export": _export,
    "data": _data,
    "login": _login,
    "logout": _logout,
    "status": _status,
    "keys": _keys,
    "paths": _paths,
}


if __name__ == "__main__":
    sys.exit(main())
