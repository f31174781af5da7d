"""A note on a question, for the student alone."""

from collections.abc import Callable

from tmp_tui.player.taking import Taking
from tmp_tui.screens.form_screen import FormScreen
from tmp_tui.text import _, safe_text
from tmp_tui.widgets.form import Form
from tmp_tui.widgets.form_plan import Question

LONGEST = 500  # characters


class NoteScreen(FormScreen):
    """One line to write; an empty one takes the note away."""

    def __init__(self, taking: Taking, said: Callable[[str], None]) -> None:
        """`said` is told what became of the note."""
        note = Question("note", _("Note"), value=taking.note, hint="")
        title = _("Note on question {number}").format(number=taking.number)
        super().__init__(title, Form([note], _("Keep"), id="form"), (_("Only you see your notes."),))
        self._taking, self._said = taking, said

    def on_form_sent(self, event: Form.Sent) -> None:
        """Keep it."""
        note = safe_text(event.answers["note"], length=LONGEST).strip()
        self._taking.write_note(note)
        self.dismiss()
        self._said(_("Your note is kept.") if note else _("There is no note."))

    def go_back(self) -> None:
        """As it was."""
        self.dismiss()
