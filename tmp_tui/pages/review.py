"""An attempt after it was handed in: as much of it as the teacher released, question by question."""

from collections.abc import Iterator

import msgspec

from tmp_tui.pages.current import entry_of
from tmp_tui.pages.missing import missing
from tmp_tui.pages.model import Copy, Fact, Page, Route, Row, View
from tmp_tui.pages.when import moment_fact
from tmp_tui.pages.wording import label, place, points, titled
from tmp_tui.player.blocks import header_and_value
from tmp_tui.player.said import answer_words
from tmp_tui.player.sheet import Line, lines_of, stimulus_lines
from tmp_tui.player.words import option_reference, place_words
from tmp_tui.text import _
from tmp_tui.wire.review import Question, Review

TEXT_LINES = 2  # of a question while it is folded


def review_page(copy: Copy, route: Route, view: View) -> Page:
    """What is released of one attempt; `route.item` is the attempt's id."""
    page = Page(Route("review", route.id, route.item), _("Your answers"))
    entry = entry_of(copy, route.id)
    if entry is not None:
        page = msgspec.structs.replace(page, place=place(entry.teachers, entry.title))
    review = copy.review(route.item)
    if review is None:
        return missing(copy, page)
    rows = (*(label(fact) for fact in _facts(review, copy.now())), *_questions(review, view))
    return msgspec.structs.replace(page, title=titled(review.title), rows=rows)


def _facts(review: Review, now: float) -> Iterator[Fact]:
    state = _("Complete") if review.state == "scored" else _("Submitted (not scored yet)")
    yield Fact("state", _("State"), state, review.state)
    if review.points >= 0:
        yield Fact("score", _("Score"), points(review.points, review.possible))
    yield moment_fact("submitted", _("Submitted"), review.submitted_at, now)
    answered = _("{answered} of {questions}").format(
        answered=review.receipt.answered, questions=review.receipt.questions
    )
    yield Fact("answered", _("Answered"), answered)
    yield Fact("receipt", _("Receipt"), review.receipt.code)
    hidden = [words for name, words in _parts().items() if name not in review.shown]
    later = [words for name, words in _parts().items() if name in review.later]
    if later:
        yield Fact("later", _("Comes later"), ", ".join(later))
    withheld = [words for words in hidden if words not in later]
    if withheld:
        yield Fact("withheld", _("Not shown by your teacher"), ", ".join(withheld))


def _parts() -> dict[str, str]:
    return {
        "score": _("your score"),
        "items": _("the questions"),
        "answers": _("your answers"),
        "key": _("the right answers"),
        "analysis": _("how the class did"),
    }


def _questions(review: Review, view: View) -> Iterator[Row]:
    if not review.questions:
        return
    yield Row(_("Questions"), key="questions", heading=True)
    stimulus = ""
    for question in review.questions:
        key = f"q{question.number}"
        folded = key not in view.turned and not view.everything
        name = _("Question {number}").format(number=question.number)
        folds = folded if question.item is not None else None
        yield Row(
            _headed(name, question), tuple(_answer_facts(question)), key=key, folds=folds, lines=TEXT_LINES
        )
        if question.item is not None and not folded:
            told = question.item.stimulus_id and question.item.stimulus_id == stimulus
            lines = [] if told else stimulus_lines(question.item)
            stimulus = question.item.stimulus_id
            for at, line in enumerate([*lines, *lines_of(question.item, question.answer or {})]):
                yield from (
                    Row(text, key=f"{key}/{at}/{part}", depth=1) for part, text in enumerate(_texts(line))
                )


def _headed(name: str, question: Question) -> str:
    title = question.item.title if question.item is not None else ""
    return f"{name}: {titled(title)}" if title.strip() else name


def _answer_facts(question: Question) -> Iterator[Fact]:
    """My answer, the right one, and how it went, as far as each is there."""
    if question.answer is not None:
        words = answer_words(question.item, question.answer)
        yield Fact("answer", _("Your answer"), words, alone=False)
    if question.key is not None:
        yield Fact("key", _("Right answer"), answer_words(question.item, question.key), alone=False)
    analysis = question.analysis
    if analysis is not None:
        if analysis.points >= 0:
            yield Fact("points", _("Points"), points(analysis.points, analysis.possible))
        if analysis.full >= 0:
            words = _("{percent} % of the class got it right").format(percent=analysis.full)
            yield Fact("class", _("Class"), words)


def _texts(line: Line) -> list[str]:
    """A line of a question, to be read."""
    if line.option is not None:
        return [option_reference(line.option)]
    if line.place is not None:
        return [place_words(line.place)]
    assert line.said is not None  # noqa: S101  (a line is one of the three)
    if line.said.look == "table":
        return [*([line.said.words] if line.said.words else []), *header_and_value(line.said)]
    return [line.said.words]
