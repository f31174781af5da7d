"""All questions of an attempt: which are answered, partly answered, blank, flagged, and where the answers are."""

from collections.abc import Iterable, Sequence

from tmp_tui.pages.model import Fact, Route, Row
from tmp_tui.player.said import answer_words
from tmp_tui.player.taking import Standing, Taking
from tmp_tui.player.words import read_only_words, where_words
from tmp_tui.text import _, moment, ngettext

SUBMIT = Route("submit")
QUESTION = "question"
FINAL = frozenset({"already-submitted", "past-deadline"})  # codes of answers that came after the end


def overview_texts(taking: Taking) -> list[str]:
    """What there is to know before submitting, each in a sentence (G24)."""
    standings = taking.standings()
    asked = [standing for standing in standings if standing.answered != "nothing"]
    done = sum(standing.answered == "answered" for standing in asked)
    texts = [_("{done} of {count} answered.").format(done=done, count=len(asked))]
    for words, found in (
        (_("Blank: {numbers}."), _numbers(standings, "blank")),
        (_("Not finished: {numbers}."), _numbers(standings, "partly")),
        (_("Nothing to answer here: {numbers}."), _numbers(standings, "nothing")),
        (_("Flagged: {numbers}."), [standing.number for standing in standings if standing.flagged]),
        (_("Two answers, one from another place: {numbers}."), taking.conflicts()),
        (_("Not counted, for the portal did not take it: {numbers}."), sorted(taking.refusals())),
    ):
        if found:
            texts.append(words.format(numbers=spans(found)))
    if taking.unsent:
        texts.append(
            ngettext(
                "{count} answer is on this computer and not sent yet.",
                "{count} answers are on this computer and not sent yet.",
                taking.unsent,
            ).format(count=taking.unsent)
        )
    return texts


def overview_rows(taking: Taking) -> list[Row]:
    """A row for each question."""
    return [_row(standing) for standing in taking.standings()]


def _numbers(standings: Sequence[Standing], answered: str) -> list[int]:
    return [standing.number for standing in standings if standing.answered == answered]


def _row(standing: Standing) -> Row:
    facts = [Fact("answered", _("State"), answered_words(standing))]
    if standing.flagged:
        facts.append(Fact("flagged", _("Flag"), _("flagged")))
    words = {"on-this-computer": _("not sent yet"), "not-saved": _("not saved"), "refused": _("not counted")}
    if standing.where in words:
        facts.append(Fact("where", _("Where"), words[standing.where]))
    title = _("Question {number}").format(number=standing.number)
    return Row(title, tuple(facts), Route(QUESTION, item=str(standing.number)), key=str(standing.number))


def answered_words(standing: Standing) -> str:
    """How far a question is answered."""
    known = {
        "nothing": _("nothing to answer here"),
        "blank": _("blank"),
        "partly": _("not finished"),
        "answered": _("answered"),
    }
    return known[standing.answered]


def spans(numbers: Iterable[int]) -> str:
    """Numbers in rising order as people write them: "1, 2, 5 to 9"."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    to = _("{first} to {last}")
    parts = [
        to.format(first=span[0], last=span[-1]) if len(span) > 2 else ", ".join(map(str, span))
        for span in found
    ]
    return ", ".join(parts)


def receipt_lines(taking: Taking, trouble: str = "") -> list[str]:
    """What a student reads after submitting: the receipt, or what is still to come (G23)."""
    receipt = taking.receipt
    early = [_("The time was up: it was submitted as it was.")] if taking.ran_out else []
    if receipt is not None:
        when = moment(receipt.at, taking.now())
        return [
            *early,
            _("Your assessment is submitted: the portal has it."),
            _("Receipt: {code}").format(code=receipt.code),
            _("Submitted: {when}").format(when=when),
            _("Answered: {answered} of {questions}").format(
                answered=receipt.answered, questions=receipt.questions
            ),
            *not_counted_words(taking),
            _("Write the receipt down if you like: your teacher can look it up."),
        ]
    submission = taking.submission
    if submission is not None and submission.code:
        return [refused_submit_words(submission.code)]
    if submission is not None and taking.elsewhere:
        return [*early, why_not_sent(taking)]
    if submission is None and taking.read_only == "elsewhere":
        return [_("It is not submitted: it is open at another place. Submit it there, or take it over.")]
    if submission is None:
        return [not_submitted_here()]
    lines = [*early, submitted_words(taking)]
    if trouble:
        lines.append(trouble)
    return [*lines, leaving_words(taking)]


def not_submitted_here() -> str:
    """It is over at the portal, and what the portal has of it is not known yet."""
    return _("It was not submitted here. What the portal has of it stands here once it is reached.")


def not_counted_words(taking: Taking) -> list[str]:
    """How many answers the portal did not take before it was submitted, and that nobody lost them."""
    codes = taking.refusals().values()
    late = sum(code in FINAL for code in codes)
    other = len(codes) - late + len(taking.conflicts())
    said = ngettext(
        "{count} answer came too late and does not count. Your teacher can see it.",
        "{count} answers came too late and do not count. Your teacher can see them.",
        late,
    )
    not_taken = ngettext(
        "{count} answer was not taken by the portal. It is kept on this computer; tell your teacher.",
        "{count} answers were not taken by the portal. They are kept on this computer; tell your teacher.",
        other,
    )
    return [words.format(count=count) for count, words in ((late, said), (other, not_taken)) if count]


def submitted_words(taking: Taking) -> str:
    """That it is submitted, and nothing can be changed; before the portal has it, that it does not (G2)."""
    if not taking.submitting:
        return read_only_words("submitted")
    waits = _("Submitted on this computer. The portal does not have it yet; it is sent by itself.")
    return why_not_sent(taking) or waits


def why_not_sent(taking: Taking) -> str:
    """Why a submit that waits is not sent before the student does something; empty where none waits for that."""
    if not taking.submitting:
        return ""
    if taking.elsewhere:
        return _(
            "Submitted on this computer, and not sent: it is open at another place. Submit it there, or take it over."
        )
    words = _(
        "Submitted on this computer, and not sent. First decide which answer holds: another place answered "
        "question {numbers} too."
    )
    return words.format(numbers=spans(taking.conflicts())) if taking.conflicts() else ""


def leaving_words(taking: Taking) -> str:
    """Whether a student whose submit waits may leave: what arrives too late does not count (G14)."""
    paper = taking.paper
    if taking.unkept:
        return where_words("not-saved", taking.unkept)
    if not paper.deadline:
        return _("You can leave, and sign in again later: nothing is lost.")
    by = moment(paper.deadline + paper.grace, taking.now())
    words = _(
        "It counts if this computer reaches the portal by {when}. Stay signed in, or tell your teacher."
    )
    return words.format(when=by)


def refused_submit_words(code: str) -> str:
    """Why the portal did not take the submit."""
    known = {
        "already-submitted": _("It was submitted before, at another place. What counts is what was there."),
        "past-deadline": _("The time was up: the portal has submitted what it had."),
        "not-the-writer": _("It is open at another place: submit it there, or take it over."),
    }
    return known.get(code, _("The portal did not take it. Tell your teacher; your answers are kept here."))


def elsewhere_words(taking: Taking) -> str:
    """Where else it is open, and what taking it over means (G8)."""
    place = taking.paper.open_at or _("another place")
    if not taking.paper.open_since:
        return _("This assessment is open at {place}.").format(place=place)
    when = moment(taking.paper.open_since, taking.now())
    words = _(
        "This assessment is open at {place} since {when}. If you take it over, you go on here with every answer that "
        "the portal has, and there it can only be read."
    )
    return words.format(place=place, when=when)


def conflict_texts(taking: Taking) -> list[str]:
    """Both answers to the question, in words (G7)."""
    found = taking.conflict
    if found is None:
        return []
    theirs = found.theirs.values if found.theirs is not None else {}
    return [
        _(
            "This question was answered here and at another place. Neither answer is lost: choose which one holds."
        ),
        _("Given here: {answer}").format(answer=answer_words(taking.item, found.values)),
        _("The portal has: {answer}").format(answer=answer_words(taking.item, theirs)),
    ]
