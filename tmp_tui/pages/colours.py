"""In which colours the full screen is drawn."""

import msgspec

from tmp_tui.commands import THEMES, USUAL_THEME
from tmp_tui.pages.model import ACT, Fact, Here, Page, Route, Row
from tmp_tui.text import _


def colours_page(page: Page, here: Here) -> Page:
    """The themes, and which one is used."""
    rows = tuple(_row(name, words, here) for name, words in THEMES.items())
    intro = (_("The colours of the full screen."), remembered_words(here))
    return msgspec.structs.replace(
        page, title=_("Colours"), place=_("Account Settings"), intro=intro, rows=rows
    )


def remembered_words(here: Here) -> str:
    """How long a choice of this computer's holds."""
    if here.remembered:
        return _("What you choose is remembered on this computer.")
    return _("What you choose holds until you sign out: it is not remembered on this computer.")


def _row(name: str, words: str, here: Here) -> Row:
    facts = (Fact("now", _("Used"), _("now")),) if name == (here.theme or USUAL_THEME) else ()
    return Row(words, facts, Route(ACT, id=name, item="theme"), key=f"theme-{name}")
