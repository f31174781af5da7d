"""A scrolled list with a cursor on one of its items; what it means to be on an item is a subclass's business."""

from collections.abc import Hashable
from typing import NamedTuple

from rich.style import Style
from textual.geometry import Region

from tmp_tui.widgets.lines import MARKED, PLAIN
from tmp_tui.widgets.scroller import TOP, Place, Scroller

NOWHERE = -1


class Spot(NamedTuple):
    """Where the reader was: on which item, and on which line of the window it began (None: it was out of sight)."""

    identity: Hashable = None
    item: int = NOWHERE
    y: int | None = None
    top: Place = TOP


class CursorList(Scroller):
    """Items under a cursor that skips those which are only read.

    When the cursor moves and nothing scrolls, only the two items concerned are drawn.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cursor = NOWHERE
        self._wanted: Spot | None = None

    @property
    def spot(self) -> Spot:
        """Where the reader is."""
        if self.cursor == NOWHERE:
            return Spot(top=self.top)
        y = next((y - place.line for y, place in enumerate(self.view) if place.item == self.cursor), None)
        return Spot(self.identity(self.cursor), self.cursor, y, self.top)

    def restore(self, spot: Spot) -> None:
        """The items are other ones: put the cursor on the item of `spot`, or on what stands in its place."""
        self.cursor = self._index_of(spot)
        self._wanted = spot
        self.begin_again()

    # What a subclass says

    def selectable(self, index: int) -> bool:
        """Whether the cursor can be on this item."""
        return True

    def identity(self, index: int) -> Hashable:
        """What stays the same when the list is another one and the item is not."""
        return index

    # Drawing

    def text_of(self, place: Place) -> str:
        """A sign before the item under the cursor, for readers who see no colours."""
        return (">" if place == (self.cursor, 0) else " ") + super().text_of(place)

    def style_of(self, index: int) -> Style:
        """Reversed under the cursor while keys go here."""
        return MARKED if index == self.cursor and self.has_focus else PLAIN

    def holds_cursor(self, y: int) -> bool:
        """On the first line of the item under the cursor that is in sight."""
        if self.cursor == NOWHERE or y >= len(self.view):
            return y == 0
        return self.view[y].item == self.cursor and (y == 0 or self.view[y].line == 0)

    def settle(self) -> None:
        """Put the cursor's item where it was asked for, or at least into sight."""
        spot, self._wanted = self._wanted, None
        if spot is not None:
            followed = self.cursor != NOWHERE and spot.item != NOWHERE and spot.y is not None
            self.top = (
                self.step(Place(self.cursor, 0), -(spot.y or 0)) if followed else self.step(spot.top, 0)
            )
        super().settle()
        self.fill_view()
        if self.cursor != NOWHERE and self.cursor not in {place.item for place in self.view}:
            self.top = self._top_for(self.cursor)
            self.fill_view()

    # Moving

    def action_move(self, by: int) -> None:
        """The next item up or down; one taller than the window is scrolled through first."""
        self.fit()
        edge = self.view[-1 if by > 0 else 0] if self.view else TOP
        end = len(self.lines_of(self.cursor)) - 1 if by > 0 and self.cursor != NOWHERE else 0
        target = self.next_to(self.cursor, by)
        if (edge.item == self.cursor and edge.line != end) or target == NOWHERE or not self._near(target, by):
            self.scroll_lines(by)
        else:
            self.go_to(target)

    def action_page(self, by: int) -> None:
        """A screenful; the cursor goes to the first item then in sight, at the ends to the last one."""
        before = self.top
        super().action_page(by)
        if self.top == before:
            self._be_on(self.next_to(self.count if by > 0 else NOWHERE, -by))
            return
        seen = (place.item for place in self.view if place.line == 0 and self.selectable(place.item))
        self._be_on(next(seen, NOWHERE))

    def action_ends(self, which: int) -> None:
        """The first item or the last, with what is read before or after it."""
        super().action_ends(which)
        self._be_on(self.next_to(NOWHERE, 1) if which < 0 else self.next_to(self.count, -1))

    def go_to(self, index: int) -> None:
        """Put the cursor on this item, and the item into sight."""
        if index != NOWHERE:
            self.show_from(self._top_for(index))
            self._be_on(index)

    def next_to(self, index: int, by: int) -> int:
        """The next item up or down that the cursor can be on, or NOWHERE."""
        index += by
        while 0 <= index < self.count:
            if self.selectable(index):
                return index
            index += by
        return NOWHERE

    # Helpers

    def _be_on(self, index: int) -> None:
        if index == NOWHERE:
            return
        old, self.cursor = self.cursor, index
        self._refresh_item(old)
        self._refresh_item(index)

    def _refresh_item(self, index: int) -> None:
        ys = [y for y, place in enumerate(self.view) if place.item == index]
        if ys:
            self.refresh(Region(0, ys[0], self.size.width, len(ys)))

    def _near(self, index: int, by: int) -> bool:
        """Whether less than a screenful lies between the window and this item."""
        if not self.view:
            return True
        edge = self.step(self.view[-1 if by > 0 else 0], by * self.size.height).item
        return index <= edge if by > 0 else index >= edge

    def _top_for(self, index: int) -> Place:
        """The top, moved as little as brings the item into sight, or its beginning; headings before it come along."""
        height = self.size.height
        first, last = Place(index, 0), Place(index, len(self.lines_of(index)) - 1)
        if not self.view or (self.top <= first and last <= self.view[-1]):
            return self.top
        if first > self.top and last.line < height:
            return self.step(last, 1 - height)
        top, used = first, last.line + 1
        while top.item > 0 and not self.selectable(top.item - 1):
            used += len(self.lines_of(top.item - 1))
            if used > height:
                break
            top = Place(top.item - 1, 0)
        return min(top, self.last_top())

    def _index_of(self, spot: Spot) -> int:
        """The item that is the one of `spot`, the nearest if there are several, or what stands in its place."""
        if spot.item == NOWHERE:
            return self.next_to(NOWHERE, 1)
        same = [at for at in range(self.count) if self.selectable(at) and self.identity(at) == spot.identity]
        if same:
            return min(same, key=lambda at: abs(at - spot.item))
        below = self.next_to(min(spot.item, self.count) - 1, 1)
        return below if below != NOWHERE else self.next_to(self.count, -1)
