"""The one screen that shows any page: navigation, title, tabs, filters, rows, a field if there is one, the foot.

The student reads, opens rows, turns tabs, types a Test ID. Opening a page gives the same widgets other words: nothing
is mounted, and nothing waits for the network.
"""

import asyncio
from collections.abc import Awaitable

from textual.app import ComposeResult
from textual.message import Message

from tmp_tui.commands import hint
from tmp_tui.pages.model import ACT, TAKE, Page, Route, Tab
from tmp_tui.screens.history import History
from tmp_tui.screens.notices import Notice
from tmp_tui.screens.quiet import QuietScreen
from tmp_tui.screens.source import Source
from tmp_tui.text import _
from tmp_tui.widgets.bars import Bar, Heading, StatusBar
from tmp_tui.widgets.bindings import bindings
from tmp_tui.widgets.form import Form
from tmp_tui.widgets.form_plan import Question
from tmp_tui.widgets.row_list import RowList
from tmp_tui.widgets.secret import Field

# Turns of the event loop in which the widgets tell the screen what to draw: it is then drawn in one frame, not in two.
TURNS = 4


class PageScreen(QuietScreen):
    """Home, to begin with, and then wherever the student goes."""

    BINDINGS = bindings("page")
    AUTO_FOCUS = "#rows"

    class CopyChanged(Message):
        """The local copy, or what is known of its age, is not what it was."""

        def can_replace(self, message: Message) -> bool:
            """However often it is said before it is heard, once is enough."""
            return isinstance(message, PageScreen.CopyChanged)

    class Synced(Message):
        """The portal was asked because the student wanted it, and has answered or not."""

    class ActWanted(Message):
        """The student chose something to do."""

        def __init__(self, route: Route) -> None:
            super().__init__()
            self.route = route

    class TakeWanted(Message):
        """The student chose to take an assessment."""

        def __init__(self, route: Route) -> None:
            super().__init__()
            self.route = route

    class _Answered(Message):
        def __init__(self, route: Route) -> None:
            super().__init__()
            self.route = route

    class _NotAnswered(Message):
        def __init__(self, key: str, words: str) -> None:
            super().__init__()
            self.key, self.words = key, words

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source
        self._history = History()
        self._page: Page | None = None
        self._notice = ""
        self._typing = ""
        self._asking = self._stale = False
        self._nav = Bar(id="nav")
        self._heading = Heading(id="heading")
        self._tabs = Bar(id="tabs")
        self._filters = Bar(_("Show:") + " ", id="filters")
        self._rows = RowList(id="rows")
        self._form: Form | None = None
        self._status = StatusBar(id="status")

    def compose(self) -> ComposeResult:
        """Top to bottom, which is also the order of focus."""
        yield self._nav
        yield self._heading
        yield self._tabs
        yield self._filters
        yield self._rows
        yield self._status

    async def on_mount(self) -> None:
        """Home."""
        await self._show_here()

    @property
    def route(self) -> Route:
        """Where the student is."""
        return self._history.here.route

    # What the student did

    async def visit(self, route: Route) -> None:
        """Go on to a page."""
        self._history.go(route, self._rows.spot)
        self.set_focus(self._rows)
        await self._show_here()
        self.ask_again()

    def ask_again(self) -> None:
        """Ask the portal for what the page needs beside the copy, if it needs anything."""
        wanted = self._source.fetch(self.route)
        if wanted is not None:
            self.run_worker(self._fetch(wanted), group="fetch", exclusive=True)

    async def on_row_list_row_opened(self, event: RowList.RowOpened) -> None:
        """A row leads to its page."""
        if event.row.go is None:
            return
        if event.row.go.page == ACT:
            self.post_message(self.ActWanted(event.row.go))
        elif event.row.go.page == TAKE:
            self.post_message(self.TakeWanted(event.row.go))
        else:
            await self.visit(event.row.go)

    def on_row_list_row_turned(self, event: RowList.RowTurned) -> None:
        """A row is folded or unfolded."""
        view = self._history.here.view
        self._history.look(type(view)(view.turned ^ {event.key}))
        self.reread()
        self._rows.reveal_beneath()

    def on_row_list_said(self, event: RowList.Said) -> None:
        """What is being typed stands at the foot of the screen."""
        self._typing = event.words
        self._show_status()

    async def on_bar_chosen(self, event: Bar.Chosen) -> None:
        """A word of the navigation, a tab or a filter."""
        if event.bar is self._nav:
            await self.visit(self._source.navigation(self.route)[event.index].go)
        elif self._page is not None:
            tabs = self._page.tabs if event.bar is self._tabs else self._page.filters
            await self._turn_to(tabs[event.index])

    def watch_focused(self) -> None:
        """A field says what belongs into it."""
        if self._page is not None:
            self._show_status()

    def on_form_sent(self, event: Form.Sent) -> None:
        """What was typed is asked of the portal, while keys go on working."""
        ((key, text),) = event.answers.items()
        if not text.strip():
            event.form.say({key: _("Type it first.")})
            return
        event.form.say({})
        self._asking = True
        self.say(_("Asking the portal… Esc stops it."))
        self.run_worker(self._ask(key, text.strip()), group="answer", exclusive=True)

    # What happened elsewhere

    def on_page_screen_copy_changed(self, event: CopyChanged) -> None:
        """Read the page again; the cursor stays on its row. Beneath another screen it waits, for drawing it there would
        draw that other one afresh."""
        if self.app.screen is self:
            self.reread()
        else:
            self._stale = True

    def on_screen_resume(self) -> None:
        """Back on top: what came meanwhile is shown now."""
        if self._stale:
            self._stale = False
            self.reread()

    def on_page_screen_synced(self, event: Synced) -> None:
        """What came of it stands where the age of the page always stands."""
        self._notice = ""
        self.reread()
        self.ask_again()
        self.post_message(Notice(self._source.news()))

    async def on_page_screen__answered(self, event: _Answered) -> None:
        """The portal knows what was typed, and the student is still waiting for it."""
        if not self._asking:
            return
        if self._form is not None:
            for field in self._form.fields.values():
                field.value = ""
        await self.visit(event.route)

    def on_page_screen__not_answered(self, event: _NotAnswered) -> None:
        """It does not, or was not reached: say so beside the field, which keeps what was typed."""
        if self._stop_asking() and self._form is not None:
            self.say("")
            self._form.say({event.key: event.words})
            self.post_message(Notice(event.words))

    async def _ask(self, key: str, text: str) -> None:
        from tmp_tui.api.errors import ApiError

        try:
            self.post_message(self._Answered(await self._source.answer(key, text)))
        except ApiError as error:
            self.post_message(self._NotAnswered(key, error.words))

    async def _fetch(self, wanted: Awaitable[None]) -> None:
        from tmp_tui.api.errors import ApiError

        try:
            await wanted
        except ApiError as error:
            self.reread()  # it may say why
            self.say(error.words)
        else:
            self.reread()

    def _stop_asking(self) -> bool:
        asked, self._asking = self._asking, False
        if asked:
            self.workers.cancel_group(self, "answer")
        return asked

    # Commands

    async def action_visit(self, name: str) -> None:
        """One of the places of the navigation."""
        await self.visit(Route(name))

    async def action_back(self) -> None:
        """Where the student was before, as it was left; or stop waiting for the portal."""
        if self._stop_asking():
            self.say(_("Stopped."))
        elif self._history.back():
            self.set_focus(self._rows)
            await self._show_here()
        else:
            self.say(_("This is Home. {quit}.").format(quit=hint("quit")))

    async def action_turn_tab(self, by: int) -> None:
        """The tab before or after, round the end."""
        if self._page is not None:
            await self._turn(self._page.tabs, by)

    async def action_turn_filter(self) -> None:
        """The next choice of what to show."""
        if self._page is not None:
            await self._turn(self._page.filters, 1)

    # Showing

    def say(self, words: str) -> None:
        """Say something at the foot of the screen, until the next page; it is kept among the messages."""
        self._notice = words
        self._show_status()
        if words:
            self.post_message(Notice(words))

    def reread(self) -> None:
        """Read the page again, and draw what is not as it was; the cursor stays on its row."""
        here = self._history.here
        page = self._source.page(here.route, here.view)
        if page != self._page:
            self._show(page)
            self._rows.show(_texts(page), page.rows)
        self._show_nav()
        self._show_status()

    async def _show_here(self) -> None:
        here = self._history.here
        self._notice = self._typing = ""
        self._stop_asking()
        page = self._source.page(here.route, here.view)
        self._show(page)
        self._rows.show(_texts(page), page.rows, here.spot)
        self._show_nav()
        self._show_status()
        for _turn in range(TURNS):
            await asyncio.sleep(0)

    def _show(self, page: Page) -> None:
        self._page = page
        self._heading.show(page.title, page.place)
        for bar, tabs in ((self._tabs, page.tabs), (self._filters, page.filters)):
            bar.show([tab.name for tab in tabs], _current(tabs))
            if bar.has_focus and not tabs:
                self.set_focus(self._rows)
        self._show_form(page)

    def _show_form(self, page: Page) -> None:
        if page.field is None:
            if self._form is not None:
                self._form.display = False
            return
        question = Question(page.field.key, page.field.name, hint=page.field.hint)
        if self._form is None:
            self._form = Form([question], page.field.button, id="form")
            self.mount(self._form, before=self._status)
        elif question.key not in self._form.fields:
            self._form.ask(question, page.field.button)
        self._form.display = True

    def _show_nav(self) -> None:
        places = self._source.navigation(self.route)
        names = [place.name for place in places]
        with_keys = [f"F{number} {name}" for number, name in enumerate(names, 2)]
        self._nav.show(with_keys, _current(places, -1), shorter=names)

    def _show_status(self) -> None:
        typing_in = self._page.field if self._page is not None and isinstance(self.focused, Field) else None
        hinted = typing_in.hint if typing_in is not None else ""
        keys = [hint("sync")] if self._page is not None and self._page.state == "error" else []
        keys += [hint("back")] if len(self._history) else []
        words = self._typing or self._notice or hinted or self._source.news()
        self._status.show(words, "  ".join([*keys, hint("help")]))

    async def _turn(self, tabs: tuple[Tab, ...], by: int) -> None:
        if tabs:
            await self._turn_to(tabs[(_current(tabs) + by) % len(tabs)])

    async def _turn_to(self, tab: Tab) -> None:
        self._history.turn(tab.go, self._rows.spot)
        await self._show_here()


def _current(tabs: tuple[Tab, ...], otherwise: int = 0) -> int:
    return next((at for at, tab in enumerate(tabs) if tab.current), otherwise)


def _texts(page: Page) -> tuple[str, ...]:
    """What is read before the rows, and an empty line between."""
    texts = (*page.intro, page.message) if page.message else page.intro
    return (*texts, "") if texts and page.rows else texts
