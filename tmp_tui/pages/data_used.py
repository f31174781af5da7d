"""How much went over the line, and what this computer keeps."""

import msgspec

from tmp_tui.pages.model import Fact, Here, Page
from tmp_tui.pages.wording import label
from tmp_tui.text import _

UNIT = 1000


def size(count: int) -> str:
    """Bytes as people read them: "940 bytes", "12.4 KB", "3.1 MB"."""
    if count < UNIT:
        return _("{count} bytes").format(count=count)
    if count < UNIT**2:
        return _("{count:.1f} KB").format(count=count / UNIT)
    return _("{count:.1f} MB").format(count=count / UNIT**2)


def data_page(page: Page, here: Here) -> Page:
    """Bytes sent and received in this session, and kept in files."""
    facts = (
        Fact("sent", _("Sent in this session"), size(here.sent), str(here.sent)),
        Fact("received", _("Received in this session"), size(here.received), str(here.received)),
        Fact("copies", _("Copies of pages kept on this computer"), size(here.copies), str(here.copies)),
        Fact("journals", _("Answers kept on this computer"), size(here.journals), str(here.journals)),
    )
    intro = (
        _("Heads and contents as they travel; what encryption adds to them is not counted."),
        _("What is kept here is sealed. The command tmp-tui data lists it, and clears the copies."),
    )
    return msgspec.structs.replace(
        page,
        title=_("Data used"),
        place=_("Account Settings"),
        intro=intro,
        rows=tuple(map(label, facts)),
    )
