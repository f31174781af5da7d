"""One question on the screen: its text, where its answer is, how much time there is, what was said; nothing acts here."""

from collections.abc import Callable

from textual.app import ComposeResult

from tmp_tui.commands import hint
from tmp_tui.pages.overview import submitted_words
from tmp_tui.player.places import PICKED, TYPED
from tmp_tui.player.sheet import Line
from tmp_tui.player.taking import Taking
from tmp_tui.player.words import (
    heading_words,
    news_words,
    read_only_words,
    refused_why,
    time_left_words,
    where_words,
)
from tmp_tui.screens.notices import Notice
from tmp_tui.screens.quiet import QuietScreen
from tmp_tui.text import _
from tmp_tui.widgets.bars import Heading, StatusBar
from tmp_tui.widgets.question.editor import Editor
from tmp_tui.widgets.question.view import QuestionView


class QuestionScreen(QuietScreen):
    """Shows the question at which the student is, and what there is to know of it."""

    AUTO_FOCUS = "#question"

    def __init__(self, taking: Taking, trouble: Callable[[], str], *, letters: bool = True) -> None:
        """`trouble` says in words what keeps the portal from being reached, empty where nothing does; without
        `letters` only Enter and Space answer."""
        super().__init__()
        self.taking = taking
        self._trouble, self._letters = trouble, letters
        self._opened: set[int] = set()
        self._shown: list[Line] = []
        self._stimulus = ""
        self._notice = self._jump = ""
        self._hidden_time = False
        self._time_up = False
        self._editor: Editor | None = None
        self._arrived: Line | None = None
        self._heading = Heading(id="heading")
        self._view = QuestionView(id="question")
        self._where = StatusBar(id="where")
        self._status = StatusBar(id="status")

    def compose(self) -> ComposeResult:
        """Top to bottom."""
        yield self._heading
        yield self._view
        yield self._where
        yield self._status

    def on_mount(self) -> None:
        """The question where the student was."""
        self._open_question()

    def _refused(self, *, marks: bool = False) -> bool:
        """Whether nothing can be answered here (`marks`: or marked), and if so say why."""
        why = self._why_read_only() if marks else self.why_not()
        if why:
            self.say(why)
        return bool(why)

    def why_not(self) -> str:
        """Why nothing can be answered here, in words; an answer of another place is not written over unseen (G7)."""
        if self.taking.conflict is not None:
            return _("Another place answered this too. First decide which answer holds. {decide}.").format(
                decide=hint("decide")
            )
        return self._why_read_only()

    def _why_read_only(self) -> str:
        if self.taking.read_only == "submitted":
            return submitted_words(self.taking)
        return read_only_words(self.taking.read_only)

    # Showing

    def show_again(self) -> None:
        """Everything as it is now."""
        self._show_lines()
        self._show_heading()

    def say(self, words: str) -> None:
        """Say something at the foot of the screen; it is kept among the messages. A number half typed is given up."""
        self._notice, self._jump = words, ""
        self._show_state()
        if words:
            self.post_message(Notice(words))

    def _open_question(self) -> None:
        """Another question: from its text if that was not read yet, else from where it asks."""
        self._opened.clear()
        self._notice = self._jump = ""
        item = self.taking.item
        above = self.taking.stimulus
        known = bool(item.stimulus_id) and item.stimulus_id == self._stimulus
        self._stimulus = item.stimulus_id
        self._shown = [*above, *self.taking.lines()]
        self._view.show(self._shown, start=len(above) if known else 0)
        self._show_heading()
        self._show_state()

    def _show_lines(self) -> None:
        lines = [*self.taking.stimulus, *self.taking.lines(sorted(self._opened))]
        if lines != self._shown:
            self._shown = lines
            self._view.show(lines)
        self._show_state()

    def _show_heading(self) -> None:
        left = "" if self._hidden_time else time_left_words(self.taking.left)
        self._heading.show(heading_words(self.taking), left)

    def _show_state(self) -> None:
        self._where.show(self._where_words(), news_words(self.taking))
        leave = "leave-taking" if self._editor is None else "essay-done"
        onward = "submit" if self.taking.number == self.taking.count else "next-question"
        keys = [hint(onward), hint(leave), hint("help")]
        self._status.show(self._notice or self._hint(), "  ".join(keys))

    def _hint(self) -> str:
        """What to do, while nothing else is to be said."""
        if self._editor is not None:
            return ""
        other = hint("swap") if self.taking.stimulus else hint("map")
        how = self._how_to_answer()
        return "  ".join([how, other] if how else [other, hint("submit")])

    def _how_to_answer(self) -> str:
        """What to press, until there is an answer."""
        places = self.taking.places
        if self.taking.values or self.taking.read_only or not places:
            return ""
        if all(place.how in TYPED for place in places):
            return _("Enter: type your answer")
        if places[0].how not in PICKED:
            return ""
        return _("Answer by letter, or Enter") if self._letters else _("Enter answers")

    def _where_words(self) -> str:
        taking = self.taking
        if taking.conflict is not None:
            return _("Another place gave another answer to this question. {decide}.").format(
                decide=hint("decide")
            )
        typing = self._editor is not None and self._editor.changed
        if typing and not taking.read_only:
            return _("You are typing: not kept yet.")
        if taking.where == "refused" and not typing:
            return where_words("refused", "", refused_why(taking.refusals().get(taking.number, "")))
        if taking.read_only == "elsewhere":
            place = taking.paper.open_at or _("another place")
            return _("Open at {place}: here it can only be read. {decide}.").format(
                place=place, decide=hint("decide")
            )
        if why := self._why_read_only():
            return why
        return where_words(taking.where, taking.disk_trouble, self._trouble())
