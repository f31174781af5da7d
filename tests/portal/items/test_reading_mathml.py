"""Formulas on one line: nothing may read otherwise than it was written."""

import pytest

from tmp_portal.items.reading.mathml import math_text
from tmp_portal.items.reading.xml import parse

A, B, C, X, N = (f"<mi>{letter}</mi>" for letter in "abcxn")
ONE, TWO, THREE = (f"<mn>{number}</mn>" for number in (1, 2, 3))
PLUS, MINUS, EQUALS, TIMES = (f"<mo>{sign}</mo>" for sign in "+-=×")
OPEN, CLOSE, BAR = "<mo>(</mo>", "<mo>)</mo>", "<mo>|</mo>"
A_PLUS_B = f"<mrow>{A}{PLUS}{B}</mrow>"
HALF = f"<mfrac>{ONE}{TWO}</mfrac>"


def of(markup: str, **values: str) -> str:
    return math_text(parse(f"<math>{markup}</math>".encode()), values)


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        # sums, products, signs
        (f"{A}{PLUS}{B}", "a + b"),
        (f"{MINUS}{X}", "−x"),
        (f"{A}{MINUS}{MINUS}{B}", "a − −b"),
        (f"{TWO}{X}", "2x"),
        (f"{TWO}<mo>&#x2062;</mo>{X}", "2x"),
        (f"{A}{TIMES}{B}{EQUALS}{C}", "a × b = c"),
        (f"{X}<mo>≤</mo>{THREE}", "x ≤ 3"),
        (f"{ONE}<mo>,</mo>{TWO}<mo>,</mo><mo>…</mo>", "1, 2, …"),
        ("<mn>4</mn><mo>!</mo>", "4!"),
        (f"{THREE}<mtext>cm</mtext>", "3 cm"),
        # fractions
        (HALF, "1/2"),
        (f"<mfrac>{A_PLUS_B}<mrow>{TWO}{C}</mrow></mfrac>", "(a + b)/(2c)"),
        (f"<mfrac><mrow>{TWO}{A}</mrow>{B}</mfrac>", "2a/b"),
        (f"<mfrac>{HALF}{THREE}</mfrac>", "(1/2)/3"),
        (f"<mfrac>{ONE}{HALF}</mfrac>", "1/(1/2)"),
        (f"{THREE}{HALF}", "3 1/2"),
        (f"{HALF}{X}", "(1/2)x"),
        (f"{X}<mfrac>{A}{B}</mfrac>", "x(a/b)"),
        (f"{HALF}{OPEN}{A}{PLUS}{B}{CLOSE}", "(1/2)(a + b)"),
        (f"{HALF}{PLUS}{HALF}", "1/2 + 1/2"),
        (f"<mfrac linethickness='0'>{N}{TWO}</mfrac>", "(n choose 2)"),
        (f"<mfrac>{A}</mfrac>", "a"),
        # powers, indices, roots
        (f"<msup>{X}{TWO}</msup>", "x²"),
        (f"<msup>{X}<mrow>{N}{PLUS}{ONE}</mrow></msup>", "xⁿ⁺¹"),
        (f"<msup>{X}<mrow>{A}{B}</mrow></msup>", "x^(ab)"),
        (f"<msup>{X}{A}</msup>", "x^a"),
        (f"<msup>{X}<mi>ab</mi></msup>", "x^(ab)"),
        (f"<msup>{X}{A}</msup>{B}", "x^a b"),
        (f"<msub>{X}<mi>max</mi></msub>{A}", "x_max a"),
        (f"<msup><mrow>{A_PLUS_B}</mrow>{TWO}</msup>", "(a + b)²"),
        (f"<msup><mrow>{MINUS}{TWO}</mrow>{TWO}</msup>", "(−2)²"),
        (f"{MINUS}<msup>{X}{TWO}</msup>", "−x²"),
        (f"<msup>{HALF}{TWO}</msup>", "(1/2)²"),
        (f"<msup><msup>{X}{TWO}</msup>{THREE}</msup>", "(x²)³"),
        ("<msup><mn>90</mn><mo>∘</mo></msup>", "90°"),
        (f"<msup><mi>f</mi><mo>′</mo></msup>{OPEN}{X}{CLOSE}", "f′(x)"),
        (f"<msub>{A}{TWO}</msub>", "a₂"),
        (f"<msub>{A}<mrow>{N}{PLUS}{ONE}</mrow></msub>", "a_(n + 1)"),
        (f"<msubsup>{X}{ONE}{TWO}</msubsup>", "x₁²"),
        (f"<msqrt>{TWO}</msqrt>", "√2"),
        (f"<msqrt>{A}{PLUS}{B}</msqrt>", "√(a + b)"),
        (f"<mroot>{A_PLUS_B}{THREE}</mroot>", "∛(a + b)"),
        (f"<mroot>{X}{N}</mroot>", "ⁿ√x"),
        (f"<msup><msqrt>{X}</msqrt>{TWO}</msup>", "(√x)²"),
        # fences
        (f"{OPEN}{A}{PLUS}{B}{CLOSE}{OPEN}{A}{MINUS}{B}{CLOSE}", "(a + b)(a − b)"),
        (f"<mfrac><mrow>{OPEN}{A}{CLOSE}{PLUS}{B}</mrow>{TWO}</mfrac>", "((a) + b)/2"),
        (f"<mfrac><mrow>{OPEN}{X}{PLUS}{ONE}<msup>{CLOSE}{TWO}</msup>{PLUS}{A}</mrow>{TWO}</mfrac>", "((x + 1)² + a)/2"),
        (f"{BAR}{X}{MINUS}{ONE}{BAR}{EQUALS}{TWO}", "|x − 1| = 2"),
        (f"<mi>P</mi>{OPEN}{A}{BAR}{B}{CLOSE}", "P(a | b)"),
        (f"<mfenced>{A}{B}</mfenced>", "(a, b)"),
        (f"<mfenced open='[' close=')' separators=';'>{A}{B}</mfenced>", "[a; b)"),
        # functions and large operators
        (f"<mi>sin</mi><mo>&#x2061;</mo>{X}", "sin x"),
        (f"<mi>sin</mi>{OPEN}{X}{CLOSE}", "sin(x)"),
        (f"{TWO}<mi>cos</mi>{X}", "2 cos x"),
        (f"<munderover><mo>∑</mo><mrow><mi>i</mi>{EQUALS}{ONE}</mrow>{N}</munderover><mi>i</mi>", "∑_(i = 1)ⁿ i"),
        (f"<msubsup><mo>∫</mo><mn>0</mn>{ONE}</msubsup>{X}<mi>dx</mi>", "∫₀¹ x dx"),
        (f"<munder><mi>lim</mi><mrow>{X}<mo>→</mo><mn>0</mn></mrow></munder><mi>f</mi>", "lim_(x → 0) f"),
        # accents, isotopes, matrices
        (f"<mover>{X}<mo>¯</mo></mover>", "x\u0304"),
        ("<mover><mi>AB</mi><mo>¯</mo></mover>", "A\u0305B\u0305"),
        ("<mover><mi>AB</mi><mo>→</mo></mover>", "AB\u20d7"),
        ("<mmultiscripts><mi>U</mi><mprescripts/><none/><mn>238</mn></mmultiscripts>", "²³⁸U"),
        (
            f"{OPEN}<mtable><mtr><mtd>{ONE}</mtd><mtd>{TWO}</mtd></mtr><mtr><mtd>{A}</mtd><mtd>{B}</mtd></mtr></mtable>{CLOSE}",
            "(1, 2; a, b)",
        ),
        (f"<mtable><mtr><mtd>{X}</mtd><mtd>{EQUALS}{TWO}</mtd></mtr><mtr><mtd>{A}</mtd></mtr></mtable>", "x = 2; a"),
        (f"<mtable><mtr><mtd>{X}{EQUALS}{A}</mtd></mtr><mtr><mtd>{EQUALS}{B}</mtd></mtr></mtable>", "x = a = b"),
        # what stands beside the formula
        (f"<semantics><mrow>{A}</mrow><annotation>\\LaTeX</annotation></semantics>", "a"),
        (f"<mstyle><mpadded>{A}<mphantom>{B}</mphantom></mpadded></mstyle>", "a"),
        ("<mrow/>", ""),
    ],
)  # fmt: skip
def test_a_formula_on_one_line(markup: str, line: str) -> None:
    assert of(markup) == line


def test_template_variables_stand_for_their_values() -> None:
    assert of(f"<msup>{X}{TWO}</msup>{PLUS}{A}", x="-3", a="5") == "(−3)² + 5"


def test_S09_a_formula_without_end_is_still_one_line() -> None:
    deep = "<mrow>" * 150 + X + "</mrow>" * 150
    wide = X + PLUS

    assert of(deep) == "x"
    assert len(of(wide * 5_000)) <= 2_000
