"""Taking an assessment: one question at a time, answered by keyboard, with where the answer is always in words.

The student reads, answers, flags, moves from question to question, looks at the map, and hands in. Every answer is in the
journal before the screen says so; nothing here waits for the portal.
"""

from collections.abc import Callable

from textual.message import Message

from tmp_tui.commands import hint
from tmp_tui.player import answering
from tmp_tui.player.answering import Change, NotPossible
from tmp_tui.player.places import PICKED, TYPED, Choosable, Place
from tmp_tui.player.sheet import Line
from tmp_tui.player.words import time_left_words
from tmp_tui.screens.typing_in import TypingScreen
from tmp_tui.text import _
from tmp_tui.widgets.bindings import bindings
from tmp_tui.widgets.question.view import QuestionView

TICK = 1.0  # seconds
NEWS, STALE = 20, 30  # ticks
LAST = 2.0  # seconds before the end in which what is typed is kept at once


class TakingScreen(TypingScreen):
    """One attempt, question by question."""

    BINDINGS = bindings("taking")
    _announced = ""
    _ticks = 0

    class Left(Message):
        """The student goes back to the pages; everything is kept."""

    class OverviewWanted(Message):
        """The map of all questions; `to_submit` where the student wants to hand in."""

        def __init__(self, *, to_submit: bool) -> None:
            super().__init__()
            self.to_submit = to_submit

    class TakeOverWanted(Message):
        """This is to be the place that writes."""

    class NewsWanted(Message):
        """It is time to ask whether staff gave more of it, or what the place that writes has answered."""

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

    def on_mount(self) -> None:
        """Time goes on. (Textual calls every class's own handler, so that of the question is called too.)"""
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

    def arrive(self, number: int) -> None:
        """Go to a question; an Enter that was typed with its number is not an answer (G28)."""
        self.go(number)
        self._view.fit()
        self._arrived = self._view.current

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
        if event.line is not None and event.line == self._arrived and _picks(event.line):
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

    def _place_of(self, line: Line | None) -> Place | None:
        """The place under the cursor, as it is now; the only one there is where the cursor is on none."""
        places = self.taking.places
        if line is not None and line.place is not None:
            return next((place for place in places if place.number == line.place.number), None)
        return places[0] if len(places) == 1 else None

    # Numbers

    def _type_number(self, digit: str) -> None:
        typed = (self._jump + digit).strip()
        if int(typed) * 10 > self.taking.count:
            self._jump = ""
            if 1 <= int(typed) <= self.taking.count:
                self.arrive(int(typed))
            else:
                self.say(_("There is no question {number}.").format(number=int(typed)))
            return
        self.say(_("Question {typed}_  Enter goes there, Esc stays.").format(typed=typed))
        self._jump = typed

    # Marks

    def action_flag(self) -> None:
        """Flag this question, to come back to it."""
        if not self._refused(marks=True):
            self.say(_("Flagged.") if self.taking.flag() else _("No longer flagged."))
            self._show_heading()

    def action_strike(self) -> None:
        """Strike out the option under the cursor, or no longer."""
        line = self._view.current
        if line is None or line.option is None or line.place is None:
            self.say(_("Go to an option first; it can be struck out."))
        elif not self._refused(marks=True):
            struck = self.taking.strike(line.place, line.option)
            self.say(_("Struck out. It can still be chosen.") if struck else _("No longer struck out."))
            self._show_lines()

    def action_note(self) -> None:
        """A note on this question, for the student alone."""
        if self._end_editing() and not self._refused(marks=True):
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
            self._announced, self._ticks = words, 0
        self._ticks += 1
        if self._announced and self._ticks > STALE:  # it speaks of a time left that is another one by now
            if self._notice == self._announced:
                self.say("")
            self._announced = ""
        if self._ticks % NEWS == 0 and (self.taking.left is not None or self.taking.elsewhere):
            self.post_message(self.NewsWanted())
        left = self.taking.left
        if left is not None and 0 < left < LAST:
            self._keep_typed()
        if left != 0:
            self._time_up = False
        elif not self._time_up:
            self._time_up = True
            self.post_message(self.TimeUp())
        self._show_heading()


def _picks(line: Line) -> bool:
    """Whether Enter on the line chooses something; to begin to type harms nothing."""
    return line.option is not None
