"""The way back: the pages a reader came from, each with what was folded and where the cursor was."""

from typing import NamedTuple

from tmp_tui.pages.model import Route, View
from tmp_tui.widgets.cursor_list import Spot

FARTHEST = 50  # pages remembered


class Visit(NamedTuple):
    """A page as a reader left it."""

    route: Route
    view: View = View()
    spot: Spot = Spot()


class History:
    """Where a reader is, and the pages before, the first of them Home."""

    def __init__(self) -> None:
        self.here = Visit(Route("home"))
        self._before: list[Visit] = []
        self._beside: dict[Route, Visit] = {}  # the tabs of this page that were looked at

    def go(self, route: Route, spot: Spot) -> None:
        """Go on to a page; `spot` is where the cursor is now. From Home nothing leads back."""
        if route != self.here.route:
            self._before = [*self._before, self.here._replace(spot=spot)][-FARTHEST:]
        if route.page == "home":
            self._before = []
        self._beside.clear()
        self.here = Visit(route)

    def turn(self, route: Route, spot: Spot) -> None:
        """Go to another tab of this page: the way back stays the same, and each tab is found as it was left."""
        self._beside[self.here.route] = self.here._replace(spot=spot)
        self.here = self._beside.get(route, Visit(route))

    def look(self, view: View) -> None:
        """Fold or unfold."""
        self.here = self.here._replace(view=view)

    def back(self) -> bool:
        """Go back; says whether there was anywhere to go."""
        if not self._before and self.here.route.page == "home":
            return False
        self.here = self._before.pop() if self._before else Visit(Route("home"))
        self._beside.clear()
        return True

    def __len__(self) -> int:
        return len(self._before)
