"""A formula on one line means what the formula meant: what it comes to is the same."""

import re
from fractions import Fraction
from typing import NamedTuple

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tmp_portal.items.reading.mathml import math_text
from tmp_portal.items.reading.xml import parse

VALUES = {"a": Fraction(2), "b": Fraction(3), "c": Fraction(5), "x": Fraction(7)}
SUPERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SUM, PRODUCT, UNIT = range(3)


class Formula(NamedTuple):
    """MathML as an author writes it, what it comes to, and how it holds together to the eye."""

    markup: str
    value: Fraction
    binds: int
    kind: str = ""

    def at_least(self, binds: int) -> str:
        """The markup, in parentheses where the eye wants them."""
        fenced = f"<mrow><mo>(</mo>{self.markup}<mo>)</mo></mrow>"
        return self.markup if self.binds >= binds else fenced


def row(*parts: str) -> str:
    return f"<mrow>{''.join(parts)}</mrow>"


def add(left: Formula, right: Formula, sign: str) -> Formula:
    value = left.value + right.value if sign == "+" else left.value - right.value
    return Formula(row(left.markup, f"<mo>{sign}</mo>", right.at_least(PRODUCT)), value, SUM)


def times(left: Formula, right: Formula, sign: str) -> Formula:
    between = f"<mo>{sign}</mo>" if sign else ""
    ends = left.at_least(PRODUCT if sign else UNIT), right.at_least(PRODUCT if sign else UNIT)
    return Formula(row(ends[0], between, ends[1]), left.value * right.value, PRODUCT)


def over(above: Formula, below: Formula) -> Formula:
    assume(below.value)
    return Formula(
        f"<mfrac>{above.markup}{below.markup}</mfrac>", above.value / below.value, UNIT, "fraction"
    )


def power(base: Formula, exponent: int) -> Formula:
    kind = "number" if base.kind == "number" else ""
    return Formula(f"<msup>{base.at_least(UNIT)}<mn>{exponent}</mn></msup>", base.value**exponent, UNIT, kind)


def minus(one: Formula) -> Formula:
    return Formula(row("<mo>-</mo>", one.at_least(PRODUCT)), -one.value, SUM)


def beside(left: Formula, right: Formula) -> Formula:
    """A product without a sign: never a number on the right, nor a number before a fraction, which is a mixed number."""
    assume(right.kind != "number" and not (left.kind == "number" and right.kind == "fraction"))
    return times(left, right, "")


LETTERS = st.sampled_from("abcx").map(lambda letter: Formula(f"<mi>{letter}</mi>", VALUES[letter], UNIT))
NUMBERS = st.integers(1, 20).map(
    lambda number: Formula(f"<mn>{number}</mn>", Fraction(number), UNIT, "number")
)
FORMULAS = st.recursive(
    LETTERS | NUMBERS,
    lambda inner: (
        st.builds(add, inner, inner, st.sampled_from("+-"))
        | st.builds(times, inner, inner, st.just("×"))
        | st.builds(beside, inner, inner)
        | st.builds(over, inner, inner)
        | st.builds(power, inner, st.integers(0, 3))
        | st.builds(minus, inner)
    ),
    max_leaves=8,
)


def value_of(line: str) -> Fraction:
    """What a line comes to, by the rules of arithmetic that everybody learns."""
    text = line.replace(" ", "").replace("−", "-").replace("×", "*")
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda found: f"**({found.group().translate(SUPERS)})", text)
    text = re.sub(r"(?<=[0-9a-z)])(?=[a-z(])", "*", text)
    text = re.sub(r"[0-9]+", lambda found: f"F({found.group()})", text)
    return Fraction(eval(text, {"F": Fraction, **VALUES}))


@settings(max_examples=400, deadline=None)
@given(formula=FORMULAS)
def test_a_line_comes_to_the_same_as_its_formula(formula: Formula) -> None:
    line = math_text(parse(f"<math>{formula.markup}</math>".encode()))

    assert value_of(line) == formula.value, line


TOKENS = st.sampled_from(["mi", "mn", "mo", "mtext"])
LAYOUTS = st.sampled_from(
    [
        "mrow",
        "mfrac",
        "msup",
        "msub",
        "msubsup",
        "msqrt",
        "mroot",
        "mfenced",
        "mover",
        "munderover",
        "mtable",
        "mtr",
        "mmultiscripts",
        "mprescripts",
    ]
)
TREES = st.recursive(
    st.builds(lambda kind, text: f"<{kind}>{text}</{kind}>", TOKENS, st.sampled_from("x2+-=(|∑ ′")),
    lambda inner: st.builds(
        lambda kind, parts: f"<{kind}>{''.join(parts)}</{kind}>", LAYOUTS, st.lists(inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(tree=TREES)
def test_whatever_stands_in_a_formula_it_is_one_line(tree: str) -> None:
    text = math_text(parse(f"<math>{tree}</math>".encode()))

    assert text == text.strip()
    assert text.isprintable()
