"""The conditions of QTI 1.2 as expressions of QTI 2, and the responses that meet them."""

from copy import deepcopy

from tmp_portal.items.reading.context import NotTaken
from tmp_portal.items.reading.qti12.build import group, make, value, variable
from tmp_portal.items.reading.qti12.question import PAIRS, Question, Response, clean, decimal
from tmp_portal.items.reading.xml import Element, children, name, text_of
from tmp_tui.text import safe_text

DEEPEST = 30

_COMPARISONS = {"vargt": "gt", "vargte": "gte", "varlt": "lt", "varlte": "lte"}
_MARGINS = ("vargt", "vargte", "varlt", "varlte")


class Conditions:
    """The conditions of one question."""

    def __init__(self, question: Question, notes: list[str]) -> None:
        self._question = question
        self._notes = notes
        self._met: list[Element] = []  # what `other` is the opposite of
        self._is_other = False

    def is_many(self, ident: str) -> bool:
        """Whether a response takes several values."""
        response = self._question.responses.get(ident)
        return response is None or response.shape in ("many", "order", "pairs")

    def first(self, condition: Element) -> str:
        """The response that a condition is about, that of its first test."""
        tests = self._tests(condition)
        return self._target(tests[0]) if tests else ""

    # The key

    def key(self, condition: Element) -> dict[str, list[str]]:
        """Responses that meet a condition."""
        key: dict[str, list[str]] = {}
        for test in self._tests(condition):
            ident, text = self._target(test), self._meant(test)
            if text and (ident not in key or self.is_many(ident)):
                key[ident] = [*key.get(ident, []), text]
        return key or self._between(condition)

    def _tests(self, condition: Element, depth: int = 0) -> list[Element]:
        """The tests for a value, but for those that are negated and for all but the first of alternatives."""
        found: list[Element] = []
        for one in children(condition) if depth < DEEPEST else ():
            if name(one) in ("varequal", "varsubstring"):
                found.append(one)
            elif name(one) in ("and", "or"):
                found += self._tests(one, depth + 1)[: 1 if name(one) == "or" else None]
        return found

    def _between(self, condition: Element) -> dict[str, list[str]]:
        """The middle of a range."""
        ends = [one for one in condition.iter() if isinstance(one.tag, str) and name(one) in _MARGINS]
        numbers = [number for one in ends if (number := decimal(text_of(one))) is not None]
        return {self._target(ends[0]): [f"{sum(numbers) / len(numbers):.10g}"]} if numbers else {}

    def _target(self, test: Element) -> str:
        response = self._response(test)
        return PAIRS if response.shape == "pairs" else response.ident

    def _meant(self, test: Element) -> str:
        response, text = self._response(test), text_of(test)
        if response.shape == "pairs":
            return self._pair(response, text)
        if response.shape == "blank":
            return next((label.text for label in response.labels if label.ident == clean(text)), text)
        return text if response.shape in ("text", "number") else clean(text)

    def _response(self, test: Element) -> Response:
        """The response that is tested; where there is one only, whatever its name (Canvas renames some)."""
        responses = self._question.responses
        found = responses.get(clean(test.get("respident", "")))
        if found is None and len(responses) == 1:
            found = next(iter(responses.values()))
        if found is None:
            raise NotTaken(
                f"scores an answer that it does not ask for ({safe_text(test.get('respident', ''))})"
            )
        return found

    def _pair(self, response: Response, text: str) -> str:
        ends = (clean(text), response.ident)
        return " ".join(ends if self._question.kind == "categorization" else reversed(ends))

    # The rules

    def expression(self, condition: Element) -> Element:
        """A condition as an expression; `other` in later ones means that none of those so far was met.

        Those that are `other` themselves do not count, or each would hold all before it twice over.
        """
        self._is_other = False
        made = self._all(condition, 0)
        if not self._is_other:
            self._met.append(made)
        return made

    def _all(self, condition: Element, depth: int) -> Element:
        if depth > DEEPEST:
            raise NotTaken(f"has conditions nested more than {DEEPEST} deep")
        parts = self._parts(list(children(condition)), depth)
        if not parts:
            return value("boolean", "true")
        return parts[0] if len(parts) == 1 else group("and", *parts)

    def _parts(self, tests: list[Element], depth: int) -> list[Element]:
        """What has to be met; several values for an answer that can have one only are alternatives."""
        same: dict[str, list[Element]] = {}
        for one in tests:
            alike = name(one) == "varequal" and self._response(one).shape in (
                "one",
                "text",
                "number",
                "blank",
                "order",
            )
            same.setdefault(self._response(one).ident if alike else f" {len(same)}", []).append(one)
        return [self._alternatives(found, depth) for found in same.values()]

    def _alternatives(self, tests: list[Element], depth: int) -> Element:
        if name(tests[0]) == "varequal" and self._response(tests[0]).shape == "order":
            return self._in_order(tests)
        made = [self._one(test, depth) for test in tests]
        return made[0] if len(made) == 1 else group("or", *made)

    def _one(self, test: Element, depth: int) -> Element:
        kind = name(test)
        match kind:
            case "and":
                return self._all(test, depth + 1)
            case "or":
                return group("or", *(self._one(one, depth + 1) for one in self._few(test, depth)))
            case "not":
                return group("not", self._all(test, depth + 1))
            case "varequal":
                return self._equal(test)
            case "varsubstring":
                return self._substring(test, text_of(test))
            case "unanswered":
                return group("isNull", variable(self._target(test)))
            case "other":
                return self._other()
        if kind in _COMPARISONS:
            number = decimal(text_of(test))
            return group(
                _COMPARISONS[kind], variable(self._response(test).ident), value("float", number or 0.0)
            )
        raise NotTaken(f"has a condition that is not supported ({safe_text(kind, length=60)})")

    def _few(self, test: Element, depth: int) -> list[Element]:
        if depth > DEEPEST:
            raise NotTaken(f"has conditions nested more than {DEEPEST} deep")
        return list(children(test))

    def _other(self) -> Element:
        self._is_other = True
        return group("not", group("or", *map(deepcopy, self._met))) if self._met else value("boolean", "true")

    def _in_order(self, tests: list[Element]) -> Element:
        values = [value("identifier", clean(text_of(test))) for test in tests]
        return group("match", variable(self._response(tests[0]).ident), group("ordered", *values))

    def _equal(self, test: Element) -> Element:
        response, text = self._response(test), text_of(test)
        answer = variable(response.ident)
        match response.shape:
            case "one":
                return group("match", answer, value("identifier", clean(text)))
            case "many" | "order":
                return group("member", value("identifier", clean(text)), answer)
            case "pairs":
                return group("member", value("directedPair", self._pair(response, text)), variable(PAIRS))
            case "number":
                return self._equal_number(test, answer)
            case "blank":
                return self._any_label(response)
        return self._equal_text(answer, text, test.get("case", "").lower() == "yes")

    def _equal_number(self, test: Element, answer: Element) -> Element:
        number = decimal(text_of(test))
        if number is None:
            raise NotTaken(f"expects a number that is none ({safe_text(text_of(test), length=60)})")
        margin = decimal(test.get("margin"))
        mode = "relative" if test.get("margintype", "").lower() == "percent" else "absolute"
        equal = make("equal", toleranceMode=mode if margin else "exact", tolerance=margin or "")
        equal.extend((value("float", number), answer))
        return equal

    def _equal_text(self, answer: Element, text: str, case: bool) -> Element:
        match = make("stringMatch", caseSensitive="true" if case else "false", substring="false")
        match.extend((answer, value("string", text)))
        return match

    def _substring(self, test: Element, text: str) -> Element:
        within = make("substring", caseSensitive="true" if test.get("case", "").lower() == "yes" else "false")
        within.extend((value("string", text), variable(self._response(test).ident)))
        return within

    def _any_label(self, response: Response) -> Element:
        """In a blank every label is right, in capitals or not (Canvas); New Quizzes compare in other ways too."""
        made = [self._label(response, label.text, label.element) for label in response.labels]
        return made[0] if len(made) == 1 else group("or", *made)

    def _label(self, response: Response, text: str, element: Element) -> Element:
        algorithm = element.get("scoring_algorithm", "")
        if algorithm == "TextRegex":
            raise NotTaken("scores a blank by a regular expression")
        if algorithm == "TextContainsAnswer":
            within = make("substring", caseSensitive="false")
            within.extend((value("string", text), variable(response.ident)))
            return within
        if algorithm == "TextCloseEnough":
            self._notes.append("a blank that takes spellings that are close enough takes the exact one only")
        return self._equal_text(variable(response.ident), text, False)
