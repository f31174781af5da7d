"""Small QTI items, written as QTI 2.2 and, by `as_qti_3`, as 3.0; and the scoring vectors that others made."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from lxml import etree

from tmp_portal.items.processing.xml import Element
from tmp_portal.items.scoring import Outcomes, Scoring, read_scoring, score

REAL = Path(__file__).parents[2].parent / "shared" / "data" / "qti"
_NAMESPACE_3 = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_TEMPLATES = "http://www.imsglobal.org/question/qti_v2p2/rptemplates/"


def xml(text: str | bytes) -> Element:
    """The element of a text or a file, read as an importer reads it."""
    return etree.fromstring(text, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True))


def response(
    identifier: str = "RESPONSE",
    base_type: str = "identifier",
    cardinality: str = "single",
    *,
    correct: Sequence[str] = (),
    mapping: str = "",
    default: Sequence[str] = (),
) -> str:
    """A response declaration; `mapping` is its element."""
    within = _values("correctResponse", correct) + _values("defaultValue", default) + mapping
    return _declaration("response", identifier, base_type, cardinality, within)


def outcome(
    identifier: str = "SCORE",
    base_type: str = "float",
    cardinality: str = "single",
    *,
    default: Sequence[str] = (),
    within: str = "",
    attributes: str = "",
) -> str:
    """An outcome declaration."""
    within = _values("defaultValue", default) + within
    return _declaration("outcome", identifier, base_type, cardinality, within, attributes)


def template_variable(identifier: str, base_type: str = "integer", *, default: Sequence[str] = ()) -> str:
    """A template declaration of single cardinality."""
    return _declaration("template", identifier, base_type, "single", _values("defaultValue", default))


def _declaration(
    kind: str, identifier: str, base_type: str, cardinality: str, within: str, attributes: str = ""
) -> str:
    type_of = f' baseType="{base_type}"' if base_type else ""
    start = f'<{kind}Declaration identifier="{identifier}" cardinality="{cardinality}"{type_of} {attributes}>'
    return f"{start}{within}</{kind}Declaration>"


def _values(holder: str, values: Sequence[str]) -> str:
    within = "".join(f"<value>{value}</value>" for value in values)
    return f"<{holder}>{within}</{holder}>" if values else ""


def mapping(entries: Mapping[str, float], attributes: str = "") -> str:
    """A mapping of keys that tell upper from lower case."""
    within = "".join(f'<mapEntry mapKey="{key}" mappedValue="{worth}"/>' for key, worth in entries.items())
    return f"<mapping {attributes}>{within}</mapping>"


def value(text: object, base_type: str = "integer") -> str:
    """A baseValue."""
    return f'<baseValue baseType="{base_type}">{text}</baseValue>'


def variable(identifier: str = "RESPONSE") -> str:
    """A variable's value."""
    return f'<variable identifier="{identifier}"/>'


def set_value(expression: str, identifier: str = "SCORE", kind: str = "Outcome") -> str:
    """A rule that sets a variable."""
    return f'<set{kind}Value identifier="{identifier}">{expression}</set{kind}Value>'


def condition(when: str, then: str, otherwise: str = "") -> str:
    """A response condition."""
    other = f"<responseElse>{otherwise}</responseElse>" if otherwise else ""
    return f"<responseCondition><responseIf>{when}{then}</responseIf>{other}</responseCondition>"


def item(
    *declarations: str, rules: str = "", template: str = "", before: str = "", adaptive: str = "false"
) -> str:
    """An item with its declarations; `rules` are of its response processing, `before` of its template processing."""
    made = f"<templateProcessing>{before}</templateProcessing>" if before else ""
    by = f' template="{_TEMPLATES}{template}"' if template else ""
    processing = f"<responseProcessing{by}>{rules}</responseProcessing>" if rules or template else ""
    return (
        f'<assessmentItem identifier="one" title="One" timeDependent="false" adaptive="{adaptive}">'
        f"{''.join(declarations)}{made}<itemBody/>{processing}</assessmentItem>"
    )


def scoring(text: str) -> Scoring:
    """The scoring of an item."""
    return read_scoring(xml(text))


def outcomes(text: str, seed: int = 0, **responses: Sequence[str]) -> Outcomes:
    """What responses to an item come to."""
    return score(scoring(text), responses, seed=seed)


def evaluated(
    expression: str, *declarations: str, seed: int = 0, **responses: Sequence[str]
) -> list[str] | str:
    """What an expression comes to as QTI strings, or why it needs staff."""
    made = outcomes(item(*declarations, rules=set_value(expression, "RESULT")), seed, **responses)
    return made.values.get("RESULT", made.needs_staff)


def as_qti_3(text: str) -> str:
    """The same item in the elements and attributes of QTI 3.0."""
    text = re.sub(r"(</?)([a-z]\w*)", lambda tag: f"{tag[1]}qti-{_kebab(tag[2])}", text)
    text = re.sub(r" ([a-z]\w*)=(?=[\"'])", lambda name: f" {_kebab(name[1])}=", text)
    return text.replace("<qti-assessment-item", f'<qti-assessment-item xmlns="{_NAMESPACE_3}"', 1)


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z]+)", lambda capitals: "-" + capitals[1].lower(), name).lower()
