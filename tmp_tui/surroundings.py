"""What a page is told of the program around it: looks, where the session lives, how much was sent and is kept."""

from typing import TYPE_CHECKING

import msgspec

from tmp_tui import paths
from tmp_tui.looks import Looks
from tmp_tui.pages.model import Here, Route
from tmp_tui.store.kept import kept_in

if TYPE_CHECKING:
    from tmp_tui.lines.student_session import StudentSession


class Surroundings:
    """Numbers are measured when a page is opened, so that no page changes because of what asking about it cost."""

    def __init__(self, session: "StudentSession", looks: Looks) -> None:
        self._session, self._looks = session, looks
        self._route: Route | None = None
        self._measured = Here()

    @property
    def remembered(self) -> bool:
        """Whether looks are remembered here: not where others use the computer too."""
        return self._looks.can_remember and self._session.place != "shared"

    def at(self, route: Route) -> Here:
        """What is so now, with the numbers of when this page was opened."""
        if route != self._route:
            self._route, self._measured = route, self._measure()
        return msgspec.structs.replace(
            self._measured,
            theme=self._looks.theme,
            letters=self._looks.letters,
            remembered=self.remembered,
            keeping=self._session.keeping.words,
        )

    def _measure(self) -> Here:
        sent, received = self._session.account.traffic()
        kept = kept_in(paths.copies_folder())
        return Here(
            sent=sent,
            received=received,
            copies=sum(file.size for file in kept if file.kind == "copy"),
            journals=sum(file.size for file in kept if file.kind == "journal"),
        )
