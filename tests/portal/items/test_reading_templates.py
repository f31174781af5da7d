"""Items whose values are made anew for each attempt (template processing)."""

import pytest

from tests.support.items import item, plain, read
from tmp_portal.items.model import StoredItem, columns, stored_item
from tmp_portal.items.reading.context import NotTaken
from tmp_portal.items.reading.qti3 import item_for_attempt
from tmp_portal.items.scoring import correct_responses, score

DECLARED = '<templateDeclaration identifier="X" cardinality="single" baseType="integer"/>'
RULES = """<templateProcessing>
<setTemplateValue identifier="X"><randomInteger min="1" max="1000"/></setTemplateValue>
<setCorrectResponse identifier="RESPONSE"><sum><variable identifier="X"/><baseValue baseType="integer">1</baseValue></sum>
</setCorrectResponse></templateProcessing>"""
BODY = """<p>What is <printedVariable identifier="X"/> + 1?</p><p><math><mi>X</mi></math></p>
<templateBlock templateIdentifier="X" identifier="0" showHide="show"><p>Never.</p></templateBlock>
<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>"""


@pytest.fixture
def stored() -> StoredItem:
    xml = item(BODY, base="integer", key="", more=DECLARED + RULES)
    return read(xml).stored


def test_each_attempt_has_its_own_values_and_its_own_key(stored: StoredItem) -> None:
    for seed in (1, 2, 3):
        shown = item_for_attempt(stored, seed)

        (right,) = correct_responses(stored.scoring, seed=seed)["RESPONSE"]
        value = int(right) - 1
        assert plain(shown.body) == [f"What is {value} + 1?", f"<math:{value}>", "[RESPONSE]"]
        assert score(stored.scoring, {"RESPONSE": [right]}, seed=seed).score == 1


def test_the_same_seed_is_the_same_item_wherever_it_is_continued(stored: StoredItem) -> None:
    assert item_for_attempt(stored, 7) == item_for_attempt(stored, 7)
    assert len({plain(item_for_attempt(stored, seed).body)[0] for seed in range(8)}) > 1


def test_it_is_read_again_from_what_the_tables_have(stored: StoredItem) -> None:
    class Row:
        def __getattr__(self, column: str) -> object:
            return columns(stored, "an-id")[column]

    again = stored_item(Row(), stored.identifier)

    assert item_for_attempt(again, 7).body == item_for_attempt(stored, 7).body
    assert item_for_attempt(again, 7).id == "an-id"


def test_an_item_without_a_template_is_the_same_for_everybody() -> None:
    plain_item = read(
        item("<p><textEntryInteraction responseIdentifier='RESPONSE'/></p>", base="string")
    ).stored

    assert item_for_attempt(plain_item, 1) is plain_item.item


def test_what_is_known_only_once_it_is_answered_cannot_be_printed() -> None:
    with pytest.raises(NotTaken, match=r"known only once it is answered \(SCORE\)"):
        read(item('<p><printedVariable identifier="SCORE"/></p>' + BODY))
