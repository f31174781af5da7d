"""Labels, fields beside or below them, what is wrong with each in words, and a button that sends them."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.events import Click
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from tmp_tui.text import cell_len, cut
from tmp_tui.widgets.bindings import bindings
from tmp_tui.widgets.form_plan import Plan, Question, plan
from tmp_tui.widgets.lines import BOLD, MARKED, Lines, tidy
from tmp_tui.widgets.secret import Field, Secret


class PushButton(Lines, can_focus=True):
    """A word that does something."""

    BINDINGS = bindings("button")

    class Pressed(Message):
        """It was pushed."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = tidy(word)

    def render_line(self, y: int) -> Strip:
        """The word in brackets."""
        self.put_cursor(2, 0)
        return self.strip(f"[ {cut(self.word, self.size.width - 4)} ]", MARKED if self.has_focus else BOLD)

    def action_press(self) -> None:
        """Push it."""
        self.post_message(self.Pressed())

    def on_click(self, event: Click) -> None:
        """Push it with the mouse."""
        event.stop()
        self.action_press()


class _FormLayout(Layout):
    """Asks the form where its children are."""

    name = "form"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Each child in its region."""
        assert isinstance(parent, Form)  # noqa: S101  (nothing else has this layout)
        regions = parent.plan(size.width).regions
        return [
            WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, child)
            for child, region in zip(children, regions, strict=True)
        ]


class Form(Lines):
    """Asks some questions. It draws the labels itself; only the fields and the button are widgets.

    Enter goes to the next field, in the last one it sends.
    """

    class Sent(Message):
        """The reader wants the answers to be sent."""

        def __init__(self, form: "Form", answers: dict[str, str]) -> None:
            super().__init__()
            self.form, self.answers = form, answers

    def __init__(self, questions: Sequence[Question], button: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._questions = tuple(questions)
        self._errors: dict[str, str] = {}
        self.fields = {
            question.key: Secret(id=question.key)
            if question.secret
            else Field(question.value, pick=question.pick, id=question.key)
            for question in questions
        }
        self._button = PushButton(button)

    @property
    def layout(self) -> Layout:
        """The form says itself where its fields are."""
        return _FormLayout()

    def compose(self) -> ComposeResult:
        """Fields in their order, then the button."""
        yield from self.fields.values()
        yield self._button

    def on_mount(self) -> None:
        """The sign before a label goes with the focus."""
        self.watch(self.screen, "focused", self._move_sign, init=False)

    def say(self, errors: dict[str, str]) -> None:
        """Say in words what is wrong with which field; a reader who is in the form goes to the first of them."""
        if errors != self._errors:
            self._errors = errors
            self._arrange_again()
        wrong = next((field for key, field in self.fields.items() if key in errors), None)
        if wrong is not None and any(child.has_focus for child in self.children):
            wrong.focus()

    def begin(self) -> None:
        """The keys go to the first field that is still empty, or to the first."""
        fields = list(self.fields.values())
        next((field for field in fields if field.is_empty), fields[0]).focus()
        self.call_after_refresh(self._move_sign)  # it may have been drawn before there was a focus

    def ask(self, question: Question, button: str) -> None:
        """Ask this instead, in a form of one question."""
        (field,) = self.fields.values()
        self._questions, self.fields, self._errors = (question,), {question.key: field}, {}
        field.value, self._button.word = question.value, tidy(button)
        self._button.refresh()
        self._arrange_again()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as its fields, labels and words."""
        return self.plan(width).height

    def render_line(self, y: int) -> Strip:
        """Labels, brackets around fields, words about errors."""
        line, end = "", 0
        for word in sorted(word for word in self.plan(self.size.width).words if word.y == y):
            line += " " * (word.x - end) + word.text
            end = word.x + cell_len(word.text)
        regions = self.plan(
            self.size.width
        ).regions  # where a field is to be: it may not have moved there yet
        focused = any(
            field.has_focus and region.y == y
            for field, region in zip(self.fields.values(), regions, strict=False)
        )
        return self.strip(f">{line[1:]}" if focused else line)

    def plan(self, width: int) -> Plan:
        """Where everything stands."""
        return plan(self._questions, self._button.word, self._errors, width)

    def on_input_submitted(self, event: Field.Submitted) -> None:
        """Enter: on to the next field, or away with it."""
        event.stop()
        fields: list[Input] = list(self.fields.values())
        at = fields.index(event.input)
        if at + 1 < len(fields):
            fields[at + 1].focus()
        else:
            self._send()

    def on_push_button_pressed(self, event: PushButton.Pressed) -> None:
        """The button: away with it."""
        event.stop()
        self._send()

    def _arrange_again(self) -> None:
        """Put the fields where they belong now: Textual keeps an arrangement for as long as the size is the same."""
        self._clear_arrangement_cache()
        self.refresh(layout=True)

    def _move_sign(self) -> None:
        self.refresh(Region(0, 0, 1, self.size.height))

    def _send(self) -> None:
        self.post_message(self.Sent(self, {key: field.value for key, field in self.fields.items()}))
