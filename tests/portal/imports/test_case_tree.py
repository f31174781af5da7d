"""The tree of a framework, whatever its associations say."""

from typing import Any

from tests.support.frameworks import DOCUMENT, Json, item, link
from tmp_portal.imports.case.associations import read_links
from tmp_portal.imports.case.items import read_items
from tmp_portal.imports.case.notes import Notes
from tmp_portal.imports.case.package import Document, Package
from tmp_portal.imports.case.tree import build_tree


def tree(items: list[Json], associations: list[Any]) -> tuple[list[str], list[str]]:
    """The identifiers indented by depth, and the notes."""
    notes = Notes()
    read = read_items(items, notes)
    links = read_links(associations, read, DOCUMENT, notes)
    document = Document(DOCUMENT, "Number Sense", "", "", "", "", "", "")
    nodes = build_tree(Package(document, read, links), notes)
    return [" " * node.depth + node.item.identifier for node in nodes], list(notes.lines())


def items(*names: str, **members: Any) -> list[Json]:
    return [item(name, **members) for name in names]


def test_a_tree_is_in_reading_order() -> None:
    associations = [link("b", "a", 2), link("c", "a", 1), link("d", DOCUMENT, 2), link("a", DOCUMENT, 1)]

    drawn, notes = tree(items("a", "b", "c", "d"), associations)

    assert drawn == ["a", " c", " b", "d"]
    assert notes == []


def test_a_leaf_has_nothing_beneath_it() -> None:
    notes = Notes()
    read = read_items(items("a", "b"), notes)
    links = read_links([link("a", DOCUMENT), link("b", "a")], read, DOCUMENT, notes)

    nodes = build_tree(Package(Document(DOCUMENT, "", "", "", "", "", "", ""), read, links), notes)

    assert [(node.item.identifier, node.leaf) for node in nodes] == [("a", False), ("b", True)]


def test_siblings_go_by_sequence_then_enumeration_then_code_then_place() -> None:
    siblings = [
        item("f", humanCodingScheme=None),
        item("e", humanCodingScheme="6.10"),
        item("d", humanCodingScheme="6.9"),
        item("c", listEnumeration="10."),
        item("b", listEnumeration="2."),
        item("a"),
    ]
    associations = [link(name, DOCUMENT) for name in "fedcb"] + [link("a", DOCUMENT, 7)]

    drawn, _ = tree(siblings, associations)

    assert drawn == ["a", "b", "c", "d", "e", "f"]


def test_a_sequence_written_as_text_counts_as_its_number() -> None:
    drawn, notes = tree(items("a", "b"), [link("a", DOCUMENT, "10"), link("b", DOCUMENT, "9")])

    assert drawn == ["b", "a"]
    assert notes == ["CFAssociation.sequenceNumber is not a number: 2 (A, B)"]


def test_items_that_no_association_reaches_stand_at_the_top_after_the_others() -> None:
    drawn, notes = tree(items("lost", "a", "b"), [link("b", "lost"), link("a", DOCUMENT, 9)])

    assert drawn == ["a", "lost", " b"]
    assert notes == ["items that no association reaches, put at the top: 1 (LOST)"]


def test_of_two_parents_the_first_by_sequence_wins() -> None:
    associations = [link("c", "a", 2), link("c", "b", 1), link("a", DOCUMENT, 1), link("b", DOCUMENT, 2)]

    drawn, notes = tree(items("a", "b", "c"), associations)

    assert drawn == ["a", "b", " c"]
    assert notes == ["items with several parents, kept under the first: 1 (C)"]


def test_a_cycle_is_cut_and_every_item_kept() -> None:
    associations = [link("a", "c"), link("b", "a"), link("c", "b"), link("d", "c"), link("e", DOCUMENT)]

    drawn, notes = tree(items("a", "b", "c", "d", "e"), associations)

    assert drawn == ["e", "a", " b", "  c", "   d"]
    assert notes == ["cycles of isChildOf, cut above and put at the top: 1 (A)"]


def test_an_item_that_is_its_own_parent_keeps_its_other_one() -> None:
    drawn, notes = tree(items("a", "b"), [link("b", "b", 1), link("b", "a", 2), link("a", DOCUMENT)])

    assert drawn == ["a", " b"]
    assert notes == ["items said to be their own parent: 1 (B)"]


def test_a_parent_in_another_framework_is_noted() -> None:
    drawn, notes = tree(items("a"), [link("a", "elsewhere")])

    assert drawn == ["a"]
    assert "in another framework, or one that was skipped: 1 (A)" in notes[0]


def test_other_associations_are_counted_by_type() -> None:
    associations: list[Any] = [link("a", DOCUMENT), link("b", DOCUMENT), 7]
    associations += [link("a", "b", kind="precedes"), link("a", "b", kind="likes")]
    associations += [link("a", "elsewhere", kind="exactMatchOf")] * 3

    _, notes = tree(items("a", "b"), associations)

    assert notes == [
        "associations that are not objects, skipped: 1",
        "associations that make no tree, precedes: 1",
        "associations of an unknown type, likes: 1",
        "links to other frameworks, not followed, exactMatchOf: 3",
    ]


def test_ends_given_as_addresses_are_understood() -> None:
    base = "https://example.org/ims/case/v1p0/CFItems"
    association = {
        "associationType": "isChildOf",
        "originNodeURI": f"{base}/b",
        "destinationNodeURI": {"uri": f"{base}/a/"},
    }

    drawn, _ = tree(items("a", "b"), [link("a", DOCUMENT), association])

    assert drawn == ["a", " b"]


def test_ten_thousand_levels_are_no_trouble() -> None:
    names = [f"i{n}" for n in range(10_000)]
    associations = [link(child, parent) for parent, child in zip([DOCUMENT, *names], names, strict=False)]

    drawn, _ = tree(items(*names), associations)

    assert len(drawn) == 10_000
    assert drawn[-1] == " " * 9_999 + "i9999"
