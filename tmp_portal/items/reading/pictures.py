"""Pictures in words: their descriptions, and their files where the package has them."""

from tmp_portal.items.reading.context import Context, NotTaken
from tmp_portal.items.reading.mathml import math_text
from tmp_portal.items.reading.xml import (
    Element,
    child,
    collapse,
    descendants,
    get,
    name,
    parse_html,
    text_of,
)
from tmp_tui.text import safe_text
from tmp_tui.wire.items import Inline, Marked, Picture

LONGEST = 2_000  # characters of a description or a formula


def read_image(element: Element, context: Context) -> Inline:
    """An `img`; one that Canvas drew of a formula is that formula."""
    markup = element.get("x-canvaslms-safe-mathml", "")
    if markup and (formula := next(descendants(parse_html(markup), "math"), None)) is not None:
        return read_formula(formula, context)
    alt = described(element.get("alt", ""))
    if alt.startswith("LaTeX:"):
        return Marked("math", alt.removeprefix("LaTeX:").strip())
    _note_missing(alt, context)
    return context.files.picture(element.get("src", ""), alt)


def read_drawing(element: Element, context: Context) -> Inline:
    """An `svg` within the text, by its title and description, or else the words in it."""
    titles = [text_of(one) for one in descendants(element, "title", "desc")]
    alt = described(get(element, "aria-label") or " ".join(titles) or text_of(element))
    context.note("a drawing within the text is told by its description only")
    _note_missing(alt, context)
    return Picture(alt)


def read_object(element: Element, context: Context) -> Inline:
    """An `object` that is a picture: its description is its label, or what stands in it for those who do not see it.

    Where its file is not there, the one within it is taken.
    """
    address = element.get("data", "")
    alt = described(get(element, "aria-label") or get(element, "label") or text_of(element))
    picture = context.files.picture(address, alt)
    within = child(element, "object")
    if not picture.file and within is not None:
        return read_object(within, context)
    _note_missing(alt, context)
    return picture


def read_formula(element: Element, context: Context) -> Inline:
    """A formula in MathML."""
    values = {variable: ", ".join(texts) for variable, texts in context.values.items()}
    text = safe_text(math_text(element, values), length=LONGEST)
    context.spend(len(text))
    return Marked("math", text)


def refuse_media(element: Element) -> None:
    """Raises NotTaken for what sounds or moves."""
    media = element.get("type", "").lower()
    if name(element) != "object":
        raise NotTaken(f"has sound, film or a page of its own ({name(element)})")
    if media.startswith(("audio", "video")) or "flash" in media:
        raise NotTaken(f"has sound or film ({safe_text(media, length=60)})")


def described(text: str) -> str:
    """A description, made safe."""
    return safe_text(collapse(text).strip(), length=LONGEST)


def _note_missing(alt: str, context: Context) -> None:
    if not alt:
        context.note("a picture without a description")
