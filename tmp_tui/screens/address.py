"""Where the portal is: asked once on a computer where nobody knows it yet."""

from textual.message import Message

from tmp_tui.address import portal_address
from tmp_tui.commands import hint
from tmp_tui.screens.form_screen import FormScreen
from tmp_tui.text import _
from tmp_tui.widgets.form import Form
from tmp_tui.widgets.form_plan import Question


class AddressScreen(FormScreen):
    """Asks for the address of the school's portal."""

    LEADS_BACK = False

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
