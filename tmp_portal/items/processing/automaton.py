"""A finite automaton that matches text without backtracking, so that no pattern can make it hang."""

from collections.abc import Callable

from tmp_portal.items.processing.errors import CannotScore

MOST_STATES = 2_000
MOST_TEXT = 2_000  # characters
_MOST_KEPT = 50_000  # states in remembered steps

Test = Callable[[str], bool]  # of one character
Part = Callable[[int], int]  # given the state that follows, builds a part's states and returns its first


class Automaton:
    """States, each with a test of one character, or none, and the states that follow it; state 0 is the end.

    It is built from the end; raises CannotScore if it is too large.
    """

    def __init__(self, case_sensitive: bool = True) -> None:
        self._case_sensitive = case_sensitive
        self._tests: list[Test | None] = [None]
        self._next: list[tuple[int, ...]] = [()]
        self._steps: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        self._kept = 0
        self._start = frozenset({0})

    def begin(self, part: Part) -> None:
        """Build the states of the whole pattern."""
        self._start = self._reached({part(0)})

    @property
    def size(self) -> int:
        """The number of states."""
        return len(self._tests)

    def matches(self, text: str) -> bool:
        """Whether the whole text matches; raises ValueError for a text over the cap."""
        if len(text) > MOST_TEXT:
            raise ValueError("text too long for a pattern")
        states = self._start
        for character in text:
            states = self._steps.get((states, character)) or self._step(states, character)
            if not states:
                return False
        return 0 in states

    def state(self, test: Test | None, following: tuple[int, ...]) -> int:
        """A new state's number."""
        if len(self._tests) >= MOST_STATES:
            raise CannotScore("compares with a pattern that is too large")
        self._tests.append(test)
        self._next.append(following)
        return len(self._tests) - 1

    def follow(self, state: int, following: tuple[int, ...]) -> None:
        """Say what follows a state, where that is known only later."""
        self._next[state] = following

    def _step(self, states: frozenset[int], character: str) -> frozenset[int]:
        forms = {character} if self._case_sensitive else {character, character.lower(), character.upper()}
        after: set[int] = set()
        for state in states:
            test = self._tests[state]
            if test is not None and any(test(form) for form in forms):
                after.update(self._next[state])
        reached = self._reached(after)
        if self._kept < _MOST_KEPT:
            self._steps[states, character] = reached
            self._kept += 1 + len(states) + len(reached)
        return reached

    def _reached(self, states: set[int]) -> frozenset[int]:
        """The states that are reached without a character."""
        seen, waiting = set(states), list(states)
        while waiting:
            state = waiting.pop()
            if self._tests[state] is None:
                fresh = set(self._next[state]) - seen
                seen |= fresh
                waiting += fresh
        return frozenset(state for state in seen if state == 0 or self._tests[state] is not None)
