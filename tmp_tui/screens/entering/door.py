"""What the screens of the ways in have in common: where in the app they are, and Esc leads back."""

from typing import TYPE_CHECKING

from tmp_tui.screens.form_screen import FormScreen
from tmp_tui.screens.waiting import WaitingScreen

if TYPE_CHECKING:
    from tmp_tui.pages.model import Route


class Door(WaitingScreen):
    """A screen that a way in leads to; going there again leads back to it, with what was typed."""

    way: "Route"

    def go_back(self) -> None:
        """To where the student came from."""
        self.dismiss()


class FormDoor(FormScreen):
    """One that asks something."""

    way: "Route"

    def go_back(self) -> None:
        """To where the student came from."""
        self.dismiss()
