"""XML elements of QTI by what they mean, whatever their version writes.

`responseCondition` (2.x) and `qti-response-condition` (3.0) are both "responsecondition", in any namespace.
"""

from collections.abc import Iterable

from lxml import etree

from tmp_portal.items.processing.errors import CannotScore
from tmp_portal.items.values import read_scalar

Element = etree._Element


def _plain(name: str) -> str:
    return name.replace("-", "").lower()


def kind(element: Element) -> str:
    """An element's name without namespace, prefix `qti-`, hyphens and capitals."""
    return _plain(etree.QName(element).localname.removeprefix("qti-"))


def children(element: Element, *kinds: str) -> list[Element]:
    """The elements within, all or those of some kinds; comments and instructions are none."""
    within = [child for child in element if isinstance(child.tag, str)]
    return [child for child in within if kind(child) in kinds] if kinds else within


def attributes(element: Element) -> dict[str, str]:
    """The attributes, stripped, by their names without namespace, hyphens and capitals."""
    return {_plain(etree.QName(str(name)).localname): str(value).strip() for name, value in element.items()}


def content(element: Element) -> str:
    """The text within; raises CannotScore for an entity that is not XML's own, for what it means is not in the file."""
    if any(one.tag is etree.Entity for one in element):
        raise CannotScore(f"has {named(element)} with an entity that is not XML's own")
    return "".join(str(text) for text in element.itertext()).strip()


def shown(element: Element) -> str:
    """An element's name as it stands in the file, shortened, for words."""
    return str(etree.QName(element).localname)[:60]


def named(element: Element) -> str:
    """The same with its article."""
    name = shown(element)
    return f"an {name}" if name[:1].lower() in "aeiou" else f"a {name}"


def identifier(element: Element, given: dict[str, str]) -> str:
    """The `identifier` attribute; raises CannotScore where it is missing."""
    return wanted(element, given, "identifier")


def wanted(element: Element, given: dict[str, str], name: str) -> str:
    """An attribute, named as QTI 2 does; raises CannotScore where it is missing."""
    if not given.get(name.lower()):
        raise CannotScore(f"has {named(element)} without its {name}")
    return given[name.lower()]


def flag(given: dict[str, str], name: str, default: bool = True) -> bool:
    """A boolean attribute."""
    return {"true": True, "1": True, "false": False, "0": False}.get(given.get(name, ""), default)


def decimal(element: Element, given: dict[str, str], name: str) -> float | None:
    """A numeric attribute, None where it is missing; raises CannotScore where it is no number."""
    text = given.get(name.lower())
    if not text:
        return None
    number = read_scalar(text, "float")
    if not isinstance(number, float) or abs(number) > 1e15:
        raise CannotScore(f"has {named(element)} whose {name} is not a number, {text!r:.80}")
    return number


def only(element: Element, within: Iterable[Element]) -> Element:
    """The one element of a list; raises CannotScore."""
    found = list(within)
    if len(found) != 1:
        raise CannotScore(f"has {named(element)} with {len(found)} parts where one is wanted")
    return found[0]
