"""Typing into a place of a question: opened, kept while it is typed, put away."""

import time

from textual.timer import Timer

from tmp_tui.player import answering
from tmp_tui.player.answering import NotPossible
from tmp_tui.player.bringing import with_file
from tmp_tui.player.places import Place
from tmp_tui.screens.question import QuestionScreen
from tmp_tui.text import _
from tmp_tui.widgets.question.editor import Editor

PAUSE = 1.0  # seconds without a key after which what is typed is kept
LONGEST = 5.0  # seconds after which it is kept though keys go on
SOON = 0.05  # seconds; a timer of none at all fails
TICK = 1.0


class TypingScreen(QuestionScreen):
    """A question into which something can be typed; it is in the journal a moment after the last key."""

    _pause: Timer | None = None
    _typing_since = 0.0

    def _edit(self, place: Place, begun: str = "") -> None:
        """Open the place for typing; `begun` is what was typed already: a line begins anew with it, a text goes on."""
        if self._refused() or self._editor is not None:
            return
        text = "" if place.how == "file" or (begun and place.how != "lines") else place.text
        self._notice = ""
        self._editor = Editor(place, text, begun)
        self.mount(self._editor, before=self._where)
        self._show_state()

    def on_editor_edited(self, event: Editor.Edited) -> None:
        """Keep it as soon as there is a pause, or after a while without one."""
        now = time.monotonic()
        if self._pause is None:
            self._typing_since = now
        else:
            self._pause.stop()
        left = self._typing_since + LONGEST - now
        self._pause = self.set_timer(min(PAUSE, max(SOON, left)), self._paused)
        self._show_state()

    def on_editor_done(self, event: Editor.Done) -> None:
        """Enter: that is the answer; on to the next place, if there is one."""
        if self._end_editing(said=True):
            self._view.go_to_next_place()

    def _paused(self) -> None:
        """What cannot be kept is said to be so while there is time to do something about it."""
        self._pause = None
        if (why := self._keep_typed()) and self._editor is not None and self._editor.place.how != "number":
            self.say(why)  # a number half typed is not wrong yet

    def keep(self) -> str:
        """Keep what is being typed, now: the screen goes; returns why it cannot be kept."""
        return self._keep_typed()

    def _keep_typed(self) -> str:
        """Keep what is typed so far; returns why it cannot be an answer yet."""
        editor = self._editor
        if editor is None or not editor.changed or editor.place.how == "file":
            return ""
        if why := self.why_not():
            return why
        taking = self.taking
        try:
            made = answering.write(taking.item, taking.values, editor.place, editor.text)
        except NotPossible as error:
            return str(error)
        taking.answer(made.values)
        editor.kept()
        self._show_state()  # the question above is drawn again when the typing ends
        return ""

    def _end_editing(self, *, said: bool = False) -> bool:
        """Keep what is typed and put the field away; false where it cannot be kept, and the student has not seen why."""
        editor = self._editor
        if editor is None:
            return True
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        wrong = self._bring(editor) if editor.place.how == "file" else self._keep_typed()
        if wrong and (said or not editor.warned):
            editor.warned = True
            self.say(wrong + " " + _("Esc leaves it as it was."))
            return False
        self._editor = None
        self.set_focus(self._view)
        editor.remove()
        self._show_lines()
        if wrong:
            self.say(_("It is as it was."))
        elif said:
            self.say(_("Answered."))
        return True

    def _bring(self, editor: Editor) -> str:
        """Read the file whose path was typed."""
        if not editor.text.strip():
            return ""
        try:
            made = with_file(self.taking.item, self.taking.values, editor.place, editor.text)
        except NotPossible as error:
            return str(error)
        self.taking.answer(made.values)
        return ""
