"""Items of QTI 1.2, as Canvas, Common Cartridges and Respondus write them, made into items of QTI 2 that one reader reads.

Sources: IMS QTI ASI 1.2.1, the Common Cartridge 1.1 QTI profile, and Canvas's exports (`question_type` in the metadata).
"""

from typing import NamedTuple

from tmp_portal.items.reading.qti12.body import write_body
from tmp_portal.items.reading.qti12.build import make
from tmp_portal.items.reading.qti12.question import Question, read_question
from tmp_portal.items.reading.qti12.rules import write_rules
from tmp_portal.items.reading.xml import Element

__all__ = ["Question", "Upgraded", "read_question", "upgrade"]


class Upgraded(NamedTuple):
    """An `assessmentItem`, and what is worth knowing about how it came to be one."""

    element: Element
    notes: list[str]


def upgrade(question: Question, *, shuffle: bool = False) -> Upgraded:
    """The same question as an `assessmentItem`; `shuffle` is whether its quiz shuffles answers.

    Raises NotTaken where it is scored in a way that is not supported.
    """
    notes: list[str] = []
    item = make("assessmentItem", identifier=question.ident, title=question.title)
    body = write_body(question, notes, shuffle=shuffle)
    write_rules(question, item, notes)
    item.append(body)
    return Upgraded(item, notes)
