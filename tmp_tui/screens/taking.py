"""Taking an assessment: one question at a time, answered by keyboard, with where the answer is always in words.

The student reads, answers, flags, moves from question to question, looks at the map, and hands in. Every answer is in the
journal before the screen says so; nothing here waits for the portal.
"""

import time
from collections.abc import Callable

from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer

from tmp_tui.commands import hint
from tmp_tui.player import answering
from tmp_tui.player.answering import Change, NotPossible
from tmp_tui.player.bringing import bring
from tmp_tui.player.places import PICKED, TYPED, Choosable, Place
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
from tmp_tui.widgets.bindings import bindings
from tmp_tui.widgets.question.editor import Editor
from tmp_tui.widgets.question.view import QuestionView

PAUSE = 1.0  # seconds without a key after which what is typed is kept
LONGEST = 5.0  # seconds after which it is kept though keys go on
SOON = 0.05  # seconds; a timer of none at all fails
LAST = 2.0  # seconds before the end in which it is kept at once
TICK = 1.0


class TakingScreen(QuietScreen):
    """One attempt, question by question."""

    BINDINGS = bindings("taking")
    AUTO_FOCUS = "#question"

    class Left(Message):
        """The student goes back to the pages; everything is kept."""

    class OverviewWanted(Message):
        """The map of all questions; `to_submit` where the student wants to hand in."""

        def __init__(self, *, to_submit: bool) -> None:
            super().__init__()
            self.to_submit = to_submit

    class TakeOverWanted(Message):
        """This is to be the place that writes."""

    class TimeUp(Message):
        """The time is over."""

    class DecisionWanted(Message):
        """There are two answers to a question."""

    class PicturesWanted(Message):
        """The files of the question's pictures."""

    class NoteWanted(Message):
        """The student's own note on a question."""

    class Changed(Message):
        """Where answers are, or how long there is, is not what it was."""

        def can_replace(self, message: Message) -> bool:
            """However often it is said before it is heard, once is enough."""
            return isinstance(message, TakingScreen.Changed)

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
        self._pause: Timer | None = None
        self._typing_since = 0.0
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
        self.set_interval(TICK, self._tick)

    # Moving, which answers nothing

    def action_step(self, by: int) -> None:
        """The next question, or the one before."""
        self.go(self.taking.number + by)

    def go(self, number: int) -> None:
        """Go to a question."""
        if not self._end_editing():
            return
        if self.taking.go(number):
            self._open_question()
        elif number > self.taking.count:
            self.say(_("This is the last question. {submit}.").format(submit=hint("submit")))
        else:
            self.say(_("This is the first question."))

    def action_jump(self) -> None:
        """Type a question's number, whatever the cursor is on."""
        if self._end_editing():
            self.say(_("Type the number of the question. Esc stays here."))
            self._jump = " "

    def action_swap(self) -> None:
        """From what the question is about to the question, and back."""
        above = len(self.taking.stimulus)
        if not above:
            self.say(_("This question has no text of its own to read."))
            return
        self._view.show_from_line(0 if self._view.is_at(above) else above)

    def action_map(self) -> None:
        """All questions, and how each stands."""
        if self._end_editing():
            self.post_message(self.OverviewWanted(to_submit=False))

    def action_submit(self) -> None:
        """Look everything over, and hand in."""
        if self._end_editing():
            self.post_message(self.OverviewWanted(to_submit=True))

    def action_back(self) -> None:
        """Give up a number half typed; end the typing; leave, with everything kept."""
        if self._jump:
            self.say("")
        elif self._editor is not None:
            self._end_editing()
        else:
            self.post_message(self.Left())

    def action_hide_time(self) -> None:
        """Hide the time left, or show it again; it is announced all the same."""
        if self.taking.left is None:
            self.say(_("There is no time limit."))
            return
        self._hidden_time = not self._hidden_time
        self.say(_("The time is hidden.") if self._hidden_time else time_left_words(self.taking.left))
        self._show_heading()

    # Answering

    def on_question_view_chosen(self, event: QuestionView.Chosen) -> None:
        """Enter or Space: choose, open the list of a place, or begin to type; not where it ends a question's number."""
        if self._jump:
            typed, self._jump = self._jump.strip(), ""
            self.go(int(typed or self.taking.number))
            return
        if event.line is not None and event.line == self._arrived:
            self._arrived = None
            self.say(
                _("You are at question {number}. Enter again answers.").format(number=self.taking.number)
            )
            return
        place, option = (event.line.place, event.line.option) if event.line is not None else (None, None)
        if place is None:
            self.say(_("Go to the line that you want to answer first, with Up and Down."))
        elif option is not None:
            self._choose(place, option)
        elif place.how in TYPED:
            self._edit(place)
        elif place.how in PICKED:
            self._opened ^= {place.number}
            self._show_lines()

    def on_question_view_typed(self, event: QuestionView.Typed) -> None:
        """A digit begins a question's number; a letter answers; in a place for text it begins the text."""
        self._arrived = None
        character, place = event.character, self._place_of(event.line)
        if self._jump and not (character.isascii() and character.isdecimal()):
            self.say("")
        elif place is not None and place.how in TYPED and not self._jump:
            self._edit(place, character)
        elif character.isascii() and character.isdecimal():
            self._type_number(character)
        elif character in "+-" and event.line is not None:
            self._move_option(event.line, -1 if character == "+" else 1)
        elif place is None:
            self.say(_("Go to the line that you want to answer first, with Up and Down."))
        elif self._letters and place.how in PICKED:
            option = place.lettered(character)
            if option is None:
                self.say(_("There is no option {letter} here.").format(letter=character))
            else:
                self._choose(place, option)

    def action_clear(self) -> None:
        """Take back what is answered where the cursor is."""
        place = self._place_of(self._view.current)
        if place is not None:
            self._change(lambda: answering.clear(self.taking.item, self.taking.values, place))

    def action_undo(self) -> None:
        """The answer before this one again."""
        if not self._end_editing() or self._refused():
            return
        if self.taking.undo():
            self.say(_("The answer from before is back."))
            self._show_lines()
        else:
            self.say(_("There is no earlier answer to go back to."))

    def _choose(self, place: Place, option: Choosable) -> None:
        done = self._change(lambda: answering.choose(self.taking.item, self.taking.values, place, option))
        if done and place.number in self._opened and place.how == "one":
            self._opened.discard(place.number)
            self._show_lines()
        if done:
            self._view.go_to_option(place.number, option.identifier)

    def _move_option(self, line: Line, by: int) -> None:
        place, option = line.place, line.option
        if place is None:
            return
        if option is not None:
            self._change(lambda: answering.move(self.taking.item, self.taking.values, place, option, by))

    def _change(self, change: Callable[[], Change]) -> bool:
        """Make a change and keep it; says what came of it."""
        if self._refused():
            return False
        try:
            made = change()
        except NotPossible as error:
            self.say(str(error))
            return False
        self.taking.answer(made.values)
        self._show_lines()
        self.say(made.words)
        return True

    def _refused(self) -> bool:
        """Whether nothing can be answered here, and if so say why."""
        why = read_only_words(self.taking.read_only)
        if why:
            self.say(why)
        return bool(why)

    def _place_of(self, line: Line | None) -> Place | None:
        """The place under the cursor, as it is now; the only one there is where the cursor is on none."""
        places = self.taking.places
        if line is not None and line.place is not None:
            return next((place for place in places if place.number == line.place.number), None)
        return places[0] if len(places) == 1 else None

    # Typing

    def _edit(self, place: Place, begun: str = "") -> None:
        """Open the place for typing; `begun` is what was typed already: a line begins anew with it, a text goes on."""
        if self._refused() or self._editor is not None:
            return
        text = "" if place.how == "file" or (begun and place.how != "lines") else place.text
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
        self._pause = None
        self._keep_typed()

    def keep(self) -> None:
        """Keep what is being typed, now: the screen goes."""
        self._keep_typed()

    def _keep_typed(self) -> str:
        """Keep what is typed so far; returns why it cannot be an answer yet."""
        editor = self._editor
        if editor is None or not editor.changed or editor.place.how == "file":
            return ""
        if why := read_only_words(self.taking.read_only):
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
            text = bring(editor.text)
        except NotPossible as error:
            return str(error)
        made = answering.write(self.taking.item, self.taking.values, editor.place, text)
        self.taking.answer(made.values)
        return ""

    # Numbers

    def _type_number(self, digit: str) -> None:
        typed = (self._jump + digit).strip()
        if int(typed) * 10 > self.taking.count:
            self._jump = ""
            if 1 <= int(typed) <= self.taking.count:
                self.go(int(typed))
                self._view.fit()
                self._arrived = self._view.current
            else:
                self.say(_("There is no question {number}.").format(number=int(typed)))
            return
        self.say(_("Question {typed}_  Enter goes there, Esc stays.").format(typed=typed))
        self._jump = typed

    # Marks

    def action_flag(self) -> None:
        """Flag this question, to come back to it."""
        if not self._refused():
            self.say(_("Flagged.") if self.taking.flag() else _("No longer flagged."))
            self._show_heading()

    def action_strike(self) -> None:
        """Strike out the option under the cursor, or no longer."""
        line = self._view.current
        if line is None or line.option is None or line.place is None:
            self.say(_("Go to an option first; it can be struck out."))
        elif not self._refused():
            struck = self.taking.strike(line.place, line.option)
            self.say(_("Struck out. It can still be chosen.") if struck else _("No longer struck out."))
            self._show_lines()

    def action_note(self) -> None:
        """A note on this question, for the student alone."""
        if self._end_editing() and not self._refused():
            self.post_message(self.NoteWanted())

    def action_pictures(self) -> None:
        """Save the files of the question's pictures."""
        self.post_message(self.PicturesWanted())

    def action_decide(self) -> None:
        """Two answers to this question: which one holds."""
        if self.taking.read_only == "elsewhere":
            self.post_message(self.TakeOverWanted())
        elif self.taking.conflict is not None:
            self.post_message(self.DecisionWanted())
        else:
            self.say(_("There is nothing to decide here."))

    # What happens by itself

    def on_taking_screen_changed(self, event: Changed) -> None:
        """The portal took something, refused it, or was not reached."""
        self.show_again()

    def _tick(self) -> None:
        """Time goes on."""
        words = self.taking.announcement()
        if words:
            self.say(words)
        left = self.taking.left
        if left is not None and 0 < left < LAST:
            self._keep_typed()
        if left == 0 and not self._time_up:
            self._time_up = True
            self.post_message(self.TimeUp())
        self._show_heading()

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
        keys = [hint("submit"), hint(leave), hint("help")]
        self._status.show(self._notice or self._hint(), "  ".join(keys))

    def _hint(self) -> str:
        """What to do, while nothing else is to be said."""
        if self._editor is not None:
            return ""
        other = hint("swap") if self.taking.stimulus else hint("map")
        how = self._how_to_answer()
        return "  ".join([how, hint("next-question")] if how else [hint("next-question"), other])

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
        if self._editor is not None and self._editor.changed:
            return _("You are typing: not kept yet.")
        if taking.where == "refused":
            return where_words("refused", "", refused_why(taking.refusals().get(taking.number, "")))
        if taking.read_only == "elsewhere":
            place = taking.paper.open_at or _("another place")
            return _("Open at {place}: here it can only be read. {decide}.").format(
                place=place, decide=hint("decide")
            )
        if why := read_only_words(taking.read_only):
            return why
        return where_words(taking.where, taking.disk_trouble, self._trouble())
