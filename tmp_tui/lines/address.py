"""Which portal, where none is known yet."""

from collections.abc import Callable

from tmp_tui.lines.console import Console, put, secret, typed
from tmp_tui.text import _


def ask_address(*, read: Callable[[str], str] = typed, write: Callable[[str], object] = put) -> str:
    """The portal's address as an https URL, or as it was typed where it names its scheme; empty: the reader left."""
    console = Console(read, secret, write)
    console.say(_("Track My Progress, line mode. Which portal? Your teacher knows its address."))
    try:
        while not (address := console.ask(_("Address, or q to quit: "))):
            pass
    except EOFError:
        return ""
    if address.casefold() == "q":
        return ""
    return address if "://" in address else f"https://{address}"
