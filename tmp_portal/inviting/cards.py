"""Sign-in cards to print and cut: eight students a page, as a PDF that screen readers can read too (PDF/UA-1)."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import typst

from tmp_portal.accounts.service import TEMPORARY_LASTS
from tmp_portal.clock import now
from tmp_portal.errors import NotDone
from tmp_portal.inviting.passwords import Given
from tmp_tui.text import _, safe_text

SOURCE = Path(__file__).with_name("cards.typ")
LONGEST = 70  # characters of a name


def cards(students: Sequence[Given], school: str, title: str, url: str) -> tuple[bytes, bool]:
    """The PDF, and whether there was a letter for everything; raises NotDone.

    PDF/UA wants a font for every letter of every name; where there is none the card is made all the same.
    """
    data = json.dumps(_data(students, school, title, url))
    try:
        return _made(data, accessible=True), True
    except typst.TypstError:
        try:
            return _made(data, accessible=False), False
        except typst.TypstError as error:
            raise NotDone(f"the cards could not be made: {safe_text(str(error))}") from error


def _made(data: str, *, accessible: bool) -> bytes:
    """What is in the cards travels as data; nothing of it is ever a part of the source."""
    return typst.compile(
        str(SOURCE),
        format="pdf",
        sys_inputs={"data": data},
        pdf_standards=["ua-1"] if accessible else [],
    )


def _data(students: Sequence[Given], school: str, title: str, url: str) -> dict[str, object]:
    until = datetime.fromtimestamp(now() + TEMPORARY_LASTS, UTC)
    return {
        "title": _("Sign-in cards: {title}").format(title=_safe(title)),
        "how": _(
            "Start tmp-tui, sign in with what is on this card, and choose a password of your own. This one is good until {date}."
        ).format(date=until.strftime("%Y-%m-%d")),
        "cards": [
            {
                "name": _safe(student.name) or _safe(student.username),
                "school": _safe(school),
                "rows": [
                    [name, safe_text(value)]
                    for name, value in (
                        (_("Portal"), url),
                        (_("Account number"), student.account),
                        (_("Username"), student.username),
                        (_("Password"), student.password),
                    )
                    if value
                ],
            }
            for student in students
        ],
    }


def _safe(text: str) -> str:
    return safe_text(text, length=LONGEST)
