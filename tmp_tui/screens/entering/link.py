"""A link or code from a mail: what it is good for, and then a password, or an address confirmed."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual.message import Message

from tmp_tui.pages.links import (
    confirm_words,
    confirmed_words,
    for_whom,
    is_about_links,
    link_asked,
    link_pasted,
    link_way_on,
    link_word,
    no_link,
    password_title,
)
from tmp_tui.pages.model import Row
from tmp_tui.pages.ways import LINK, SIGN_IN, way, way_name
from tmp_tui.screens.entering.door import Door, FormDoor
from tmp_tui.screens.profile_setup import ProfileSetupScreen
from tmp_tui.screens.sign_in import SignInScreen
from tmp_tui.text import _
from tmp_tui.widgets.form import Form
from tmp_tui.widgets.form_plan import Question

if TYPE_CHECKING:
    from tmp_tui.api.errors import ApiError
    from tmp_tui.wire.accounts import Link


class LinkScreen(FormDoor):
    """Asks for the link or code, and looks at it, which uses nothing up."""

    class Found(Message):
        """The link or code is good."""

        def __init__(self, word: str, link: "Link") -> None:
            super().__init__()
            self.word, self.link = word, link

    def __init__(self, look: "Callable[[str], Awaitable[Link]]") -> None:
        form = Form([Question("word", _("Link or code"), pick=link_pasted)], _("Next"), id="form")
        super().__init__(way_name(LINK), form, link_asked())
        self.way, self._look, self._word = LINK, look, ""

    def on_form_sent(self, event: Form.Sent) -> None:
        """Only the link's token or the code goes to the portal, whatever was pasted around it."""
        word = link_word(event.answers["word"])
        self._say_afresh()
        self.form.say({} if word else {"word": no_link()})
        if word and not self.waiting:
            self._word = word
            self.wait_for(self._look(word), _("Asking the portal…"))

    def done(self, result: object) -> None:
        """On to what it is good for."""
        self._say_afresh()
        self.post_message(self.Found(self._word, result))  # type: ignore[arg-type]  # what `look` gave

    def failed(self, error: "ApiError") -> None:
        """Say why, and what can be done."""
        self.tell(error.words, *link_asked())
        self.told.offer(link_way_on(error.code))

    def _say_afresh(self) -> None:
        """What was said of the one before is over."""
        self.tell(*link_asked())
        self.told.offer(())


class LinkPasswordScreen(ProfileSetupScreen):
    """Profile Setup, or a new password, with a link or code."""

    LETS_IN = True

    def __init__(self, link: "Link", use: Callable[[str], Awaitable[None]]) -> None:
        super().__init__(use, password_title(link), for_whom(link))

    def failed(self, error: "ApiError") -> None:
        """A link that is no longer good cannot be mended here."""
        super().failed(error)
        self.told.offer(link_way_on(error.code))
        self.post_message(SignInScreen.NotSignedIn())

    def stopped(self) -> None:
        """They would rather not wait."""
        super().stopped()
        self.post_message(SignInScreen.NotSignedIn())

    def go_back(self) -> None:
        """Nothing is used up yet."""
        self.dismiss()


class ConfirmScreen(Door):
    """Confirms an e-mail address."""

    AUTO_FOCUS = "#words"

    def __init__(self, link: "Link", confirm: Callable[[], Awaitable[None]]) -> None:
        rows = (Row(_("Confirm"), go=LINK, key="confirm"), way(SIGN_IN))
        super().__init__(_("Confirm an e-mail address"), confirm_words(link), rows)
        self._link, self._confirm = link, confirm

    def opened(self, row: Row) -> None:
        """Yes, or not now."""
        if row.key != "confirm":
            super().opened(row)
        elif not self.waiting:
            self.wait_for(self._confirm(), _("Asking the portal…"))

    def done(self, result: object) -> None:
        """It counts from now on."""
        self.tell(confirmed_words(self._link))
        self.told.offer((way(SIGN_IN),))

    def failed(self, error: "ApiError") -> None:
        """Say why; a link that is no longer good leaves nothing to confirm."""
        self.tell(error.words)
        if is_about_links(error.code):
            self.told.offer((way(SIGN_IN),))
