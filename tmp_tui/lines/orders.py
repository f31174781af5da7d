"""What a typed line means while a question is answered: Enter goes on, / begins a command, anything else is an answer."""

import msgspec

from tmp_tui.text import _

SHORT = {
    "n": "next", "p": "previous", "b": "leave", "l": "leave", "q": "leave", "r": "read", "w": "write",
    "f": "flag", "m": "map", "u": "undo", "c": "clear", "g": "go", "h": "help", "?": "help", "back": "previous",
    "quit": "leave", "sign-out": "out", "stimulus": "text", "hand-in": "submit",
}  # fmt: skip
ORDERS = (
    "next", "previous", "go", "read", "text", "write", "line", "flag", "note", "strike", "map", "undo", "clear",
    "time", "mine", "theirs", "take", "pictures", "export", "submit", "leave", "out", "help",
)  # fmt: skip


class Order(msgspec.Struct, frozen=True):
    """One of ORDERS, and what came after it."""

    name: str
    rest: str = ""


class Given(msgspec.Struct, frozen=True):
    """An answer, as it was typed."""

    text: str


class Unknown(msgspec.Struct, frozen=True):
    """A command that there is not, and why it is none."""

    message: str


def understand(typed: str) -> Order | Given | Unknown:
    """What the line means."""
    line = typed.strip()
    if not line:
        return Order("next")
    if line == "?":
        return Order("help")
    if not line.startswith("/"):
        return Given(typed)
    word, _space, rest = line[1:].strip().partition(" ")
    if word.isascii() and word.isdigit():
        return Order("go", word)
    return _named(word.casefold(), rest.strip(), line)


def _named(word: str, rest: str, line: str) -> Order | Unknown:
    if word in SHORT:
        return Order(SHORT[word], rest)
    found = [word] if word in ORDERS else [name for name in ORDERS if word and name.startswith(word)]
    if len(found) == 1:
        return Order(found[0], rest)
    if found:
        names = ", ".join(f"/{name}" for name in found)
        return Unknown(_("{typed} can be {names}. Type more of it.").format(typed=f"/{word}", names=names))
    said = _("There is no command {typed}. ? lists them. An answer that begins with / is typed after =.")
    return Unknown(said.format(typed=line[:40]))


def taken_for_an_answer(text: str) -> str:
    """What to say where the name of a command was typed without its sign, empty otherwise."""
    word = text.strip().casefold()
    if word in ORDERS or (len(word) > 2 and word in SHORT):
        return _("If you meant the command, type /{word}.").format(word=word)
    return ""


def help_lines() -> tuple[str, ...]:
    """Every command of an assessment."""
    return (
        _("Enter or /n: next question. /p: previous. /12: question 12. Moving never answers."),
        _("/r: read this question again. /text: read the text that it is about."),
        _("/m: map of all questions. /time: time left. /time hide: no more announcements. /time show."),
        _("/u: undo. /c: clear the answer. /c 2: clear place 2."),
        _("/f: flag, or no longer. /note and your words: keep a note. /strike b: strike option b out."),
        _(
            "/w: write a longer text, going on with it. /w new: begin it anew. /line 3 and words: line 3 anew."
        ),
        _("/pictures: save the files of this question's pictures on this computer."),
        _("/export: write answers that the portal does not have to a file, sealed, for your teacher."),
        _("/submit: submit, after a look at what is blank. /leave: back to the pages; everything is kept."),
        _("/out: sign out; everything is kept, the time goes on."),
    )
