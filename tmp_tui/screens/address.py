"""Where the portal is: asked once on a computer where nobody knows it yet."""

from textual.message import Message

from tmp_tui.commands import hint
from tmp_tui.screens.form_screen import FormScreen
from tmp_tui.text import _
from tmp_tui.widgets.form import Form
from tmp_tui.widgets.form_plan import Question

_HERE = ("localhost", "127.0.0.1", "[::1]")  # a portal on this very machine may go without TLS


class AddressScreen(FormScreen):
    """Asks for the address of the school's portal."""

    class Chosen(Message):
        """The address, whole."""

        def __init__(self, address: str) -> None:
            super().__init__()
            self.address = address

    def __init__(self) -> None:
        form = Form([Question("address", _("Address"))], _("Next"), id="form")
        words = _(
            "The address of your school's portal, as your teacher gave it: for example progress.school.example"
        )
        super().__init__(_("Track My Progress"), form, (words,))

    def on_mount(self) -> None:
        """There is only one thing to do."""
        self.form.fields["address"].focus()

    def on_form_sent(self, event: Form.Sent) -> None:
        """An address that can be one."""
        address = portal_address(event.answers["address"])
        if address.startswith("http"):
            self.post_message(self.Chosen(address))
        else:
            self.form.say({"address": address})

    def go_back(self) -> None:
        """There is nothing before this page."""
        self.say(_("This is the first page. {quit}.").format(quit=hint("quit")))


def portal_address(typed: str) -> str:
    """What was typed as a whole address, or else words that say what is wrong with it."""
    scheme, divider, rest = "".join(typed.split()).rpartition("://")
    rest, scheme = rest.rstrip("/"), scheme.lower()
    if not rest:
        return _("Type the address of your school's portal.")
    host = rest.partition("/")[0]
    here = (host if host.endswith("]") else host.partition(":")[0] or host) in _HERE or host.startswith(
        "[::1]:"
    )
    if not divider:
        return f"{'http' if here else 'https'}://{rest}"
    if scheme not in ("http", "https"):
        return _("This is no address of a portal. It begins with https://")
    if scheme == "http" and not here:
        return _("Only https:// keeps your password safe on the way.")
    return f"{scheme}://{rest}"
