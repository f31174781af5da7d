"""XML Schema's regular expressions (XSD part 2, appendix F), for `patternMatch`.

They run as an automaton: the time is at most the pattern's size times the text's length, and both are capped.
Beyond the standard it takes what authors write: `^` at the start and `$` at the end say nothing, `(?:` is a group.
"""

import re
import unicodedata
from functools import lru_cache

from tmp_portal.items.processing.automaton import MOST_TEXT, Automaton, Part, Test
from tmp_portal.items.processing.errors import CannotScore

_DEEPEST = 30  # groups within one another


def _among(characters: str) -> Test:
    return characters.__contains__


def _of_category(*categories: str) -> Test:
    return lambda character: unicodedata.category(character).startswith(categories)


def _none_of(test: Test) -> Test:
    return lambda character: not test(character)


_SPACE = _among(" \t\n\r")
_NAME_START: Test = lambda character: character in "_:" or character.isalpha()  # noqa: E731 - a table of tests
_NAME: Test = lambda character: character in "_:-.\u00b7" or character.isalnum()  # noqa: E731 - the same
_ESCAPES: dict[str, Test] = {
    "s": _SPACE,
    "i": _NAME_START,
    "c": _NAME,
    "d": _of_category("Nd"),
    "w": _none_of(_of_category("P", "Z", "C")),
    "n": _among("\n"),
    "r": _among("\r"),
    "t": _among("\t"),
}
_ESCAPES |= {name.upper(): _none_of(_ESCAPES[name]) for name in "sicdw"}
_CATEGORY = re.compile(r"\{(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)\}")
_ANCHOR = re.compile(r"(?<!\\)(?:\\\\)*\$$")
_COUNT = re.compile(r"\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?\}")


class _Reader:
    """Reads a pattern by recursive descent into parts that build the states from the end."""

    def __init__(self, source: str, automaton: Automaton) -> None:
        self._source, self._automaton = source, automaton
        self._at, self._depth = 0, 0

    def whole(self) -> Part:
        """The part that is the whole pattern; raises CannotScore if it is not understood."""
        if self._source.startswith("^"):
            self._at = 1
        if _ANCHOR.search(self._source):
            self._source = self._source[:-1]
        part = self._branches()
        if self._at < len(self._source):
            raise self._refused()
        return part

    def _refused(self) -> CannotScore:
        return CannotScore(f"compares with a pattern that is not understood, {self._source!r:.80}")

    def _peek(self) -> str:
        return self._source[self._at : self._at + 1]

    def _take(self) -> str:
        character = self._peek()
        if not character:
            raise self._refused()
        self._at += 1
        return character

    def _taken(self, text: str) -> bool:
        if self._source.startswith(text, self._at):
            self._at += len(text)
            return True
        return False

    def _branches(self) -> Part:
        branches = [self._branch()]
        while self._taken("|"):
            branches.append(self._branch())
        if len(branches) == 1:
            return branches[0]
        return lambda then: self._automaton.state(None, tuple(branch(then) for branch in branches))

    def _branch(self) -> Part:
        pieces: list[Part] = []
        while self._peek() not in ("", "|", ")"):
            pieces.append(self._piece())
        if not pieces:
            return lambda then: self._automaton.state(
                None, (then,)
            )  # so that repeating nothing is counted too

        def build(then: int) -> int:
            for piece in reversed(pieces):
                then = piece(then)
            return then

        return build

    def _piece(self) -> Part:
        atom = self._atom()
        counts: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}
        if self._peek() in counts:
            least, most = counts[self._take()]
        elif self._peek() == "{":
            least, most = self._count()
        else:
            return atom
        if self._peek() in ("?", "*", "+", "{"):
            raise self._refused()
        return self._repeated(atom, least, most)

    def _count(self) -> tuple[int, int | None]:
        found = _COUNT.match(self._source, self._at)
        if found is None:
            raise self._refused()
        self._at = found.end()
        least = int(found[1])
        most = least if found[2] is None else int(found[3]) if found[3] else None
        if most is not None and most < least:
            raise self._refused()
        return least, most

    def _repeated(self, atom: Part, least: int, most: int | None) -> Part:
        def build(then: int) -> int:
            if most is None:
                loop = self._automaton.state(None, ())
                self._automaton.follow(loop, (atom(loop), then))
                then = loop
            else:
                end = then
                for _ in range(most - least):
                    then = self._automaton.state(None, (atom(then), end))
            for _ in range(least):
                then = atom(then)
            return then

        return build

    def _atom(self) -> Part:
        if self._taken("("):
            return self._group()
        character = self._take()
        if character == "[":
            test = self._class()
        elif character == "\\":
            test = self._escape()
        elif character == ".":
            test = _none_of(_among("\n\r"))
        elif character in "?*+{})]":
            raise self._refused()
        else:
            test = _among(character)
        return lambda then: self._automaton.state(test, (then,))

    def _group(self) -> Part:
        self._depth += 1
        if (self._peek() == "?" and not self._taken("?:")) or self._depth > _DEEPEST:
            raise self._refused()
        part = self._branches()
        if not self._taken(")"):
            raise self._refused()
        self._depth -= 1
        return part

    def _escape(self) -> Test:
        character = self._take()
        if character in _ESCAPES:
            return _ESCAPES[character]
        if character in "pP":
            return self._category(character == "P")
        if character.isalnum():
            raise self._refused()
        return _among(character)

    def _category(self, negated: bool) -> Test:
        found = _CATEGORY.match(self._source, self._at)
        if found is None:
            raise self._refused()
        self._at = found.end()
        test = _of_category(found[1])
        return _none_of(test) if negated else test

    def _class(self) -> Test:
        """What stands between brackets: characters, ranges and escapes, negated, less another class."""
        negated, tests, without = self._taken("^"), list[Test](), None
        while not self._taken("]"):
            if tests and self._taken("-["):
                without = self._deeper_class()
                if not self._taken("]"):
                    raise self._refused()
                break
            tests.append(self._range())
        if not tests:
            raise self._refused()
        return lambda one: any(test(one) for test in tests) != negated and not (without and without(one))

    def _deeper_class(self) -> Test:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._refused()
        return self._class()

    def _range(self) -> Test:
        first = self._take()
        if first == "\\":
            if self._peek() in _ESCAPES or self._peek() in ("p", "P"):
                return self._escape()
            first = self._take()
        rest = self._source[self._at : self._at + 2]
        if len(rest) < 2 or rest[0] != "-" or rest[1] in "][":
            return _among(first)
        self._at += 1
        last = self._take()
        last = self._take() if last == "\\" else last
        if last < first:
            raise self._refused()
        return lambda one: first <= one <= last


@lru_cache(64)
def pattern(source: str, case_sensitive: bool = True) -> Automaton:
    """A compiled pattern, kept for the next response; raises CannotScore if it is not understood or too large."""
    if len(source) > MOST_TEXT:
        raise CannotScore("compares with a pattern that is too large")
    automaton = Automaton(case_sensitive)
    automaton.begin(_Reader(source, automaton).whole())
    return automaton
