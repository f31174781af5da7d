"""Making XML elements."""

from lxml import etree

from tmp_portal.items.reading.xml import Element


def make(kind: str, parent: Element | None = None, /, text: str = "", **attributes: str | float) -> Element:
    """An element, put at the end of `parent`; attributes that are empty are left out."""
    given = {name: _shown(value) for name, value in attributes.items() if value != ""}
    element = etree.Element(kind, given) if parent is None else etree.SubElement(parent, kind, given)
    if text:
        element.text = text
    return element


def group(kind: str, *parts: Element) -> Element:
    """An element around others."""
    element = etree.Element(kind)
    element.extend(parts)
    return element


def value(base: str, text: str | float) -> Element:
    """A constant."""
    return make("baseValue", None, _shown(text), baseType=base)


def variable(response: str) -> Element:
    """A variable."""
    return make("variable", identifier=response)


def _shown(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.10g}"
