"""A formula in presentation MathML as one line of Unicode, with parentheses where the line would say something else.

The notation is that of Unicode's nearly plain text (UTN 28): `(a + b)/(2c)`, `√(x + 1)`, `x²`, `x^(ab)`, `∑_(i = 1)^n`. Each
part is known by how tightly it holds together, and gets parentheses beside something that holds tighter.
"""

from collections.abc import Callable, Mapping
from itertools import islice
from typing import NamedTuple

from tmp_portal.items.reading.mathrow import (
    ATOM,
    BARS,
    CLOSE,
    QUOTIENT,
    SUM,
    TIGHT,
    Mark,
    Piece,
    join,
    table,
)
from tmp_portal.items.reading.xml import Element, children, collapse, get, name, raw_text, text_of

LONGEST = 2_000  # characters
DEEPEST = 40
MOST = 3_000  # elements; a formula that has more is read for its text

_SUPERS = dict(zip("0123456789+-−()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿⁱ", strict=True))
_SUBS = dict(zip("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎", strict=True))
_RAISED = frozenset("′″‴'’°∘*†")  # they stand high by themselves
_BIG = frozenset("∑∏∐∫∬∭∮⋃⋂⨁⨂") | {"lim", "max", "min", "sup", "inf"}
_BAR, _ARROW, _EACH = "\u0304", "\u20d7", "\u0305"
# What stands over a letter, as a combining character.
_ACCENTS = {
    **dict.fromkeys("¯‾_ˉ-−―─", _BAR),
    **dict.fromkeys("→⃗⟶", _ARROW),
    **dict.fromkeys("^ˆ∧", "\u0302"),
    **dict.fromkeys("~˜∼", "\u0303"),
    **dict.fromkeys("˙.", "\u0307"),
    "¨": "\u0308",
}
_TOKENS = frozenset({"mi", "mn", "mtext", "ms", "mo", "ci", "cn"})
_SKIPPED = frozenset({"annotation", "annotation-xml", "mphantom", "maligngroup", "malignmark"})

Values = Mapping[str, str]


def math_text(element: Element, values: Values | None = None) -> str:
    """The formula on one line; `values` are those of template variables, by the names that stand for them."""
    if sum(1 for _ in islice(element.iter(), MOST)) < MOST:
        text = collapse(_Writer(values or {}).read(element, 0).plain).strip() or text_of(element)
    else:
        text = text_of(element)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


class _Writer:
    def __init__(self, values: Values) -> None:
        self._values = values

    def read(self, element: Element, depth: int) -> Piece:
        """The element as a piece of a line."""
        kind = name(element)
        if depth > DEEPEST:
            return Piece(text_of(element), SUM)
        if kind in _TOKENS:
            return self._token(kind, element)
        match kind:
            case "mspace":
                return Piece(" ", ATOM, Mark.SPACE)
            case "semantics":
                return join(self._parts(element, depth)[:1])
            case "mtable":
                return self._table(element, depth)
            case "mmultiscripts":
                return self._multiscripts(element, depth)
        parts = self._parts(element, depth)
        least, layout = _LAYOUTS.get(kind, (1, _row))
        return layout(parts, element) if len(parts) >= least else join(parts)

    def _parts(self, element: Element, depth: int) -> list[Piece]:
        return [self.read(child, depth + 1) for child in children(element) if name(child) not in _SKIPPED]

    def _token(self, kind: str, element: Element) -> Piece:
        text = collapse(raw_text(element).replace("\xa0", " "))
        if kind == "mtext":
            return Piece(text, ATOM, Mark.WORDS)
        text = text.strip()
        if kind == "mo":
            return Piece("−" if text == "-" else text, ATOM, Mark.OPERATOR)
        text = self._values.get(text, text) if kind in ("mi", "ci") else text
        if text[:1] in ("-", "−") and len(text) > 1:
            return Piece("−" + text[1:], SUM, Mark.NUMBER)
        is_number = kind in ("mn", "cn") or text[:1].isdigit()
        return Piece(text, ATOM, Mark.NUMBER if is_number else Mark.NAME)

    def _table(self, element: Element, depth: int) -> Piece:
        rows = [children(row) for row in children(element)]
        return table([[self.read(cell, depth + 2).plain.strip() for cell in row] for row in rows])

    def _multiscripts(self, element: Element, depth: int) -> Piece:
        """A base with its scripts after it and, as for an isotope, before it."""
        names = [name(child) for child in children(element)]
        read = [self.read(child, depth + 1) for child in children(element)]
        cut = names.index("mprescripts") if "mprescripts" in names else len(read)
        if not read[:cut]:
            return join(read)
        piece = _scripts(_Bounds(read[0], *_two(read[1:cut])))
        before = _scripts(_Bounds(Piece("", ATOM), *_two(read[cut + 1 :])))
        return piece._replace(text=before.text + piece.text)


class _Bounds(NamedTuple):
    base: Piece
    under: Piece | None = None
    over: Piece | None = None


def _two(scripts: list[Piece]) -> tuple[Piece | None, Piece | None]:
    return (scripts[0] if scripts else None), (scripts[1] if len(scripts) > 1 else None)


def _row(parts: list[Piece], _element: Element) -> Piece:
    return join(parts)


def _fraction(parts: list[Piece], element: Element) -> Piece:
    above, below = parts[0], parts[1]
    if get(element, "linethickness")[:1] == "0":
        return Piece(f"({above.plain.strip()} choose {below.plain.strip()})", ATOM)
    text = f"{above.held(TIGHT) or '□'}/{below.held(ATOM) or '□'}"
    numbers = above.mark is Mark.NUMBER and below.mark is Mark.NUMBER
    return Piece(text, QUOTIENT, Mark.FRACTION if numbers else Mark.OTHER)


def _square_root(parts: list[Piece], _element: Element) -> Piece:
    return _root(join(parts), "2")


def _any_root(parts: list[Piece], _element: Element) -> Piece:
    return _root(parts[0], parts[1].plain.strip())


def _root(radicand: Piece, degree: str) -> Piece:
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree)
    sign = sign or (_translated(degree, _SUPERS) or f"({degree})") + "√"
    return Piece(sign + radicand.held(ATOM), ATOM, Mark.ROOT)


def _enclosed(parts: list[Piece], element: Element) -> Piece:
    return _square_root(parts, element) if "radical" in get(element, "notation") else join(parts)


def _fenced(parts: list[Piece], element: Element) -> Piece:
    opening, closing = get(element, "open", "(").strip(), get(element, "close", ")").strip()
    separators = get(element, "separators", ",").replace(" ", "")
    text = parts[0].inside if parts else ""
    for at, part in enumerate(parts[1:]):
        separator = separators[min(at, len(separators) - 1)] if separators else ""
        text = f"{text.rstrip()}{separator} {part.inside}" if separator else text + part.inside
    return Piece(opening + text.strip() + closing, ATOM if opening and closing else SUM, Mark.GROUP)


def _scripts(bounds: _Bounds) -> Piece:
    below = "" if bounds.under is None else _script(bounds.under, _SUBS, "_")
    above = "" if bounds.over is None else _script(bounds.over, _SUPERS, "^")
    return Piece(bounds.base.base() + below + above, ATOM, _scripted(bounds.base, above))


def _scripted(base: Piece, above: str) -> Mark:
    if base.plain in _BIG:
        return Mark.BIG
    if base.mark is Mark.OPERATOR and base.text in CLOSE | BARS:
        return Mark.CLOSER
    return Mark.POWER if above and not set(above) <= _RAISED else Mark.NAME


def _script(piece: Piece, characters: Mapping[str, str], sign: str) -> str:
    text = piece.plain.strip()
    if sign == "^" and text and set(text) <= _RAISED:
        return text.replace("∘", "°").replace("'", "′").replace("’", "′")
    if sign == "^" and len(text) > 1 and text.isalpha():  # a product, more often than a name
        return f"^({text})"
    return _translated(text, characters) or (sign + piece.held(ATOM) if text else "")


def _translated(text: str, characters: Mapping[str, str]) -> str:
    compact = text.replace(" ", "")
    return "".join(map(characters.__getitem__, compact)) if set(compact) <= characters.keys() else ""


def _accented(parts: list[Piece], _element: Element) -> Piece:
    """An accent as a combining character; what is no accent stands over as an exponent does."""
    base, accent = parts[0], _ACCENTS.get(parts[1].plain.strip(), "")
    if not accent:
        return _scripts(_Bounds(base, None, parts[1]))
    text = base.plain.strip()
    if len(text) == 1:
        return Piece(text + accent, ATOM, Mark.NAME)
    if text.isalnum() and accent == _BAR:
        return Piece("".join(letter + _EACH for letter in text), ATOM, Mark.NAME)
    return Piece((text if text.isalnum() else f"({text})") + accent, ATOM, Mark.NAME)


# How many parts each layout needs, and how it puts them together.
_LAYOUTS: dict[str, tuple[int, Callable[[list[Piece], Element], Piece]]] = {
    "mfrac": (2, _fraction),
    "msqrt": (1, _square_root),
    "mroot": (2, _any_root),
    "menclose": (1, _enclosed),
    "mfenced": (0, _fenced),
    "msup": (2, lambda parts, _: _scripts(_Bounds(parts[0], None, parts[1]))),
    "msub": (2, lambda parts, _: _scripts(_Bounds(parts[0], parts[1]))),
    "msubsup": (3, lambda parts, _: _scripts(_Bounds(*parts[:3]))),
    "munder": (2, lambda parts, _: _scripts(_Bounds(parts[0], parts[1]))),
    "mover": (2, _accented),
    "munderover": (3, lambda parts, _: _scripts(_Bounds(*parts[:3]))),
}
