"""XML from outside, parsed without trusting it (S9), and its names as one language whatever the version of QTI.

No entities, no network, no external DTD, no huge trees, a cap on size. `qti-choice-interaction` (3.0) and
`choiceInteraction` (2.x) are the same name here, and so are their attributes.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

LIMIT = 32 * 2**20  # bytes of one file
HTML_LIMIT = 2 * 2**20  # characters of HTML within an attribute or a text

_SPACE = re.compile(r"[ \t\r\n\f]+")


class Malformed(Exception):
    """A file that is no XML, or that wants something of the parser that it does not do; `line` 0 is the whole file."""

    def __init__(self, expected: str, line: int = 0, column: int = 0) -> None:
        super().__init__(expected)
        self.expected, self.line, self.column = expected, line, column


def parse(data: bytes) -> Element:
    """The root element; raises Malformed with line and column."""
    if len(data) > LIMIT:
        raise Malformed(f"a file of at most {LIMIT // 2**20} MB")
    if not data.strip():
        raise Malformed("XML; the file is empty")
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise Malformed(f"well-formed XML ({_reason(error)})", line or 0, column or 0) from error
    except (ValueError, LookupError) as error:  # an encoding that is none
        raise Malformed(f"XML in an encoding that can be read ({error})") from error
    _refuse_entities(root)
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _reason(error: etree.XMLSyntaxError) -> str:
    return re.sub(r", line \d+, column \d+.*", "", error.msg or "cut short")


def _refuse_entities(root: Element) -> None:
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise Malformed("XML that declares no entities of its own", 1)


def parse_html(text: str) -> Element:
    """The body of a piece of HTML, however it is written."""
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(f"<html><body>{text[:HTML_LIMIT]}</body></html>", parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    body = None if root is None else root.find("body")
    if body is None:
        body = etree.Element("body")
        body.text = "".join(character for character in text[:HTML_LIMIT] if character.isprintable())
    return body


def line_of(element: Element) -> int:
    """The line where the element stands in its file, 0 if it stands in none."""
    line: Any = element.sourceline
    return line if isinstance(line, int) else 0


def name(element: Element) -> str:
    """The element's name without namespace, in the spelling of QTI 2; empty for what is not an element."""
    return _plain(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=2048)
def _plain(tag: str) -> str:
    local = tag.rpartition("}")[2]
    if not local.startswith("qti-"):
        return local
    first, *others = local[4:].split("-")
    return first + "".join(word[:1].upper() + word[1:] for word in others)


def get(element: Element, attribute: str, default: str = "") -> str:
    """An attribute by its name in QTI 2; QTI 3 writes `response-identifier` for `responseIdentifier`."""
    value = element.get(attribute)
    if value is None:
        value = element.get(_kebab(attribute))
    return default if value is None else str(value)


@lru_cache(maxsize=512)
def _kebab(attribute: str) -> str:
    return re.sub("[A-Z]", lambda capital: "-" + capital.group().lower(), attribute)


def children(element: Element, *names: str) -> Iterator[Element]:
    """The elements in it, all or those of some names."""
    for child in element:
        if isinstance(child.tag, str) and (not names or _plain(child.tag) in names):
            yield child


def child(element: Element, *names: str) -> Element | None:
    """The first element in it of one of these names."""
    return next(children(element, *names), None)


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """The elements within it, at any depth, of these names."""
    for one in element.iter():
        if isinstance(one.tag, str) and _plain(one.tag) in names and one is not element:
            yield one


def text_of(element: Element | None) -> str:
    """All text within, its white space collapsed."""
    return "" if element is None else collapse(raw_text(element)).strip()


def raw_text(element: Element) -> str:
    """All text within, as it stands."""
    return "".join(_texts(element))


def _texts(element: Element) -> Iterator[str]:
    for one in element.iter():
        if one.tag is etree.Entity:
            yield entity(one)
        elif isinstance(one.tag, str):
            yield one.text or ""
        if one is not element:
            yield one.tail or ""


def entity(element: Element) -> str:
    """What a reference such as `&nbsp;` stands for, where the file leaves that to a DTD that is not read."""
    return html5.get(str(element.name) + ";", "") if hasattr(element, "name") else ""


def collapse(text: str) -> str:
    """The text with each run of white space as one space, as HTML shows it; a no-break space stays."""
    return _SPACE.sub(" ", text)
