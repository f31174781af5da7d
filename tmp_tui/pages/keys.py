"""Which keys there are, and whether single letters are among them."""

import msgspec

from tmp_tui.pages.colours import remembered_words
from tmp_tui.pages.model import ACT, Here, Page, Route, Row
from tmp_tui.text import _


def keys_page(page: Page, here: Here) -> Page:
    """Single letters on or off, and the list of all keys."""
    now = _("Single letters are keys on the full screen: c is Classes, n is your name.")
    off = _("Single letters are no keys on the full screen: only F-keys, Ctrl and Esc are.")
    turn = _("Switch single letters off") if here.letters else _("Switch single letters on")
    return msgspec.structs.replace(
        page,
        title=_("Keys"),
        place=_("Account Settings"),
        intro=(now if here.letters else off, remembered_words(here)),
        rows=(
            Row(turn, go=Route(ACT, id="off" if here.letters else "on", item="letters"), key="letters"),
            Row(_("List of all keys"), go=Route(ACT, item="help"), key="help"),
        ),
    )
