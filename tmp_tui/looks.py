"""Colours and single-letter keys: a matter of this computer, remembered there unless others use it too."""

from collections.abc import Callable


class Looks:
    """How the full screen looks and listens; what is changed holds at once."""

    def __init__(
        self, theme: str = "", *, letters: bool = True, remember: Callable[..., object] | None = None
    ) -> None:
        """`remember` is called with `theme` or `letters`; without it nothing is remembered."""
        self.theme, self.letters = theme, letters
        self._first, self._remember = (theme, letters), remember

    @property
    def can_remember(self) -> bool:
        """Whether there is anything to remember it in."""
        return self._remember is not None

    def use(self, theme: str | None = None, *, letters: bool | None = None, keep: bool) -> None:
        """Use other ones; `keep` is whether for the next time, too."""
        changes = {"theme": theme, "letters": letters}
        changes = {name: value for name, value in changes.items() if value is not None}
        for name, value in changes.items():
            setattr(self, name, value)
        if keep and self._remember is not None:
            self._first = (self.theme, self.letters)
            self._remember(**changes)

    def begin_again(self) -> None:
        """Somebody signed out: what was not remembered was theirs."""
        self.theme, self.letters = self._first
