"""A row of a formula: operands, operators and fences put on one line, and how tightly the line holds together."""

import unicodedata
from enum import Enum, auto
from typing import NamedTuple

# How tightly a piece holds together: a sum, a product or quotient, letters and numbers side by side, one thing.
SUM, QUOTIENT, TIGHT, ATOM = range(4)

OPEN = frozenset("([{⟨⌊⌈⟦")
CLOSE = frozenset(")]}⟩⌋⌉⟧")
BARS = frozenset("|‖∣∥")
_TIMES, _PLUS = "\u2062", "\u2064"
_INVISIBLE = frozenset(("\u2061", _TIMES, "\u2063", _PLUS, "\u200b", ""))
_SUMS = frozenset("+−±∓")
_PRODUCTS = frozenset("×÷·⋅*∙⨯")
_POSTFIXES = frozenset("!%‰′″°…⋯∞∅")
_PREFIXES = frozenset("∑∏∐∫∬∭∮∂∇∀∃∄√¬∠∡△∆")
_RELATIONS = frozenset("=<>:←→↔⇐⇒⇔↦↑↓∈∣") | {":=", "<=", ">=", "!=", "==", "->"}
_CELL = "\x1f"  # between the cells of a table, until it is known whether it is a matrix


class Mark(Enum):
    """What a piece is, where that decides what may stand beside it."""

    OTHER = auto()
    NUMBER = auto()
    NAME = auto()
    FRACTION = auto()  # of two numbers
    ROOT = auto()
    POWER = auto()
    GROUP = auto()
    TABLE = auto()
    WORDS = auto()
    SPACE = auto()
    OPERATOR = auto()
    CLOSER = auto()  # a closing fence with an exponent
    BIG = auto()  # a sum, an integral, a limit


class Piece(NamedTuple):
    """A part of a line."""

    text: str
    binds: int
    mark: Mark = Mark.OTHER

    def held(self, least: int) -> str:
        """The text, in parentheses if it does not hold together as tightly as `least`."""
        text = self.plain.strip()
        return text if self.binds >= least else f"({text})"

    def base(self) -> str:
        """The text as what carries an exponent or an index: roots and powers get parentheses too."""
        return f"({self.plain})" if self.mark in (Mark.ROOT, Mark.POWER) else self.held(ATOM)

    @property
    def plain(self) -> str:
        """The text; the cells of a table that is no matrix with spaces between them."""
        return self.text.replace(_CELL, " ")

    @property
    def inside(self) -> str:
        """The text within a fence: the cells of a matrix with commas between them."""
        return self.text.replace(_CELL, ", ")


def table(rows: list[list[str]]) -> Piece:
    """The cells of a table, row by row."""
    text = ""
    for line in filter(None, (_CELL.join(cell for cell in row if cell) for row in rows)):
        goes_on = line[0] in _RELATIONS  # an equation over several lines
        text += ((" " if goes_on else "; ") if text else "") + line
    return Piece(text, QUOTIENT, Mark.TABLE)


def join(pieces: list[Piece]) -> Piece:
    """The pieces of a row on one line."""
    pieces = [piece for piece in pieces if piece.text]
    if len(pieces) == 1 and pieces[0].mark is not Mark.OPERATOR:
        return pieces[0]
    return _Row(pieces).joined()


class _Row:
    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._text = ""
        self._binds = ATOM
        self._last: Piece | None = None  # the operand on the left, None after an operator or an opening fence
        self._fences: list[str] = []

    def joined(self) -> Piece:
        """The line; it is one thing if a pair of fences holds all of it."""
        for at, piece in enumerate(self._pieces):
            if piece.mark is Mark.OPERATOR:
                self._operator(piece.text)
            elif piece.mark is Mark.CLOSER:
                self._close(piece.text)
            elif piece.mark is Mark.SPACE:
                self._space()
            else:
                self._operand(piece, at)
        if self._is_fenced():
            return Piece(self._text, ATOM, Mark.GROUP)
        shown = [piece for piece in self._pieces if piece.text not in _INVISIBLE]
        return Piece(self._text, self._held(), shown[0].mark if len(shown) == 1 else Mark.OTHER)

    def _held(self) -> int:
        return SUM if self._fences else self._binds

    def _is_fenced(self) -> bool:
        texts = [piece.text if piece.mark is Mark.OPERATOR else "" for piece in self._pieces]
        if len(texts) < 2 or not texts[0]:
            return False
        if texts[0] in BARS:
            return texts[-1] == texts[0] and texts.count(texts[0]) == 2
        depth = 0
        for at, text in enumerate(texts):
            depth += (text in OPEN) - (text in CLOSE)
            if depth <= 0:
                return at == len(texts) - 1 and text in CLOSE
        return False

    def _operand(self, piece: Piece, at: int) -> None:
        text = piece.inside if self._fences and self._last is None else piece.plain
        beside = self._last is not None or self._is_followed(at)
        if beside:
            self._loosen(TIGHT)
        if self._is_mixed(piece):
            text = " " + text
        elif beside and piece.binds <= QUOTIENT and piece.mark is not Mark.TABLE:
            text = f"({text.strip()})"
        elif self._last is not None and self._needs_space(self._last, piece, text):
            text = " " + text
        self._text += text
        self._loosen(piece.binds)
        self._last = piece
        if piece.mark is Mark.BIG:
            self._space()
            self._loosen(QUOTIENT)
            self._last = None

    def _is_mixed(self, piece: Piece) -> bool:
        """Whether a fraction right after a number makes a mixed number of it."""
        return piece.mark is Mark.FRACTION and self._last is not None and self._last.mark is Mark.NUMBER

    def _is_followed(self, at: int) -> bool:
        """Whether another operand comes right after, with nothing or an invisible times between."""
        after = next((one for one in self._pieces[at + 1 :] if one.text not in (_TIMES, _PLUS)), None)
        if after is None or after.mark in (Mark.SPACE, Mark.WORDS, Mark.CLOSER):
            return False
        return after.mark is not Mark.OPERATOR or after.text in OPEN

    def _needs_space(self, left: Piece, right: Piece, text: str) -> bool:
        if not (text[:1].isalnum() and self._text[-1:].isalnum()):
            return False
        if any(len(piece.text) > 1 and piece.text.isalpha() for piece in (left, right)):
            return True
        if "^" in left.text or "_" in left.text:  # where the index ends must be seen
            return True
        return self._text[-1:].isdigit() and text[:1].isdigit()

    def _operator(self, text: str) -> None:
        if text in _INVISIBLE:
            if text == _PLUS:
                self._space()
        elif text in BARS:
            self._bar(text)
        elif text in OPEN:
            self._open(text)
        elif text in CLOSE:
            self._close(text)
        elif text in (",", ";"):
            self._text = f"{self._text.rstrip()}{text} "
            self._after(SUM)
        else:
            self._sign(text)

    def _sign(self, text: str) -> None:
        if text == "/":
            self._text += text
            self._after(QUOTIENT)
        elif text in _SUMS and self._last is None:
            self._text += text
            self._after(SUM)
        elif text in _SUMS or _is_relation(text):
            self._spaced(text)
            self._after(SUM)
        elif text in _PRODUCTS:
            self._spaced(text)
            self._after(QUOTIENT)
        else:
            self._like_a_letter(text)

    def _like_a_letter(self, text: str) -> None:
        """A sum, a factorial, a function's name, an operator that is not known."""
        is_word = len(text) > 1 and text.isalpha()
        if is_word:
            self._space()
        self._text += text
        if is_word:
            self._space()
        self._last = Piece(text, ATOM) if text in _POSTFIXES else None

    def _spaced(self, sign: str) -> None:
        self._text = f"{self._text.rstrip()} {sign} "

    def _open(self, text: str) -> None:
        if self._last is not None:
            self._loosen(TIGHT)
        self._text += text
        self._fences.append(text)
        self._last = None

    def _close(self, text: str) -> None:
        self._text = self._text.rstrip() + text
        if self._fences:
            self._fences.pop()
        self._last = Piece(text, ATOM, Mark.GROUP)

    def _bar(self, text: str) -> None:
        """A bar opens where an operand may begin, and closes where one was opened."""
        if self._last is None:
            self._open(text)
        elif self._fences and self._fences[-1] == text:
            self._close(text)
        else:
            self._spaced(text)
            self._after(SUM)

    def _after(self, binds: int) -> None:
        self._loosen(binds)
        self._last = None

    def _space(self) -> None:
        if self._text and not self._text.endswith(" "):
            self._text += " "

    def _loosen(self, binds: int) -> None:
        if not self._fences:
            self._binds = min(self._binds, binds)


def _is_relation(text: str) -> bool:
    if text in _RELATIONS:
        return True
    if text in _PREFIXES | _POSTFIXES or len(text) != 1:
        return False
    return unicodedata.category(text) == "Sm" or "ARROW" in unicodedata.name(text, "")
