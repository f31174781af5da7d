"""What holds for every file, however it is broken."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.frameworks import (
    DOCUMENT,
    Json,
    a_class,
    everything,
    item,
    link,
    loaded,
    outline,
    rows_of,
)
from tests.support.school import School
from tmp_portal.db.standards import standards
from tmp_portal.imports.case.associations import read_links
from tmp_portal.imports.case.items import read_items
from tmp_portal.imports.case.notes import Notes
from tmp_portal.imports.case.package import Document, Package
from tmp_portal.imports.case.tree import Node, build_tree
from tmp_portal.imports.report import ImportRefused

NAMES = st.sampled_from(["a", "b", "c", "d", "e", DOCUMENT, "elsewhere"])
SEQUENCES: st.SearchStrategy[Any] = st.sampled_from([None, 1, 2.5, "3", "x", [], True, float("nan"), 10**400])
WORDS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["²", "\ud800", "\x00"])
)
ANYTHING = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
WHOLE = outline("a", " b", "  c", " d", "e", subject=["Math"], licenseURI={"title": "CC BY 4.0"})


@pytest.fixture(scope="module")
def long_lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """One school for all examples: what one of them leaves behind must not trouble the next."""
    school = School(tmp_path_factory.mktemp("school") / "portal")
    a_class(school, "algebra")
    yield school
    school.close()


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A package in which some values became something else, cut short or with a wrong byte now and then."""
    content: Any = deepcopy(WHOLE)
    for _ in range(draw(st.integers(1, 4))):
        content = _changed(draw, content)
    data = json.dumps(content).encode()
    if draw(st.integers(0, 4)) == 0:
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(max_size=2)) + data[at + draw(st.integers(0, 400)) :]
    return data


def _changed(draw: st.DrawFn, content: Any) -> Any:
    """The content with the value at some path replaced, doubled or taken away."""
    if not isinstance(content, dict | list) or not content or draw(st.integers(0, 5)) == 0:
        return draw(ANYTHING)
    at: Any = draw(st.sampled_from(sorted(content) if isinstance(content, dict) else range(len(content))))
    match draw(st.integers(0, 7)):
        case 0:
            del content[at]
        case 1 if isinstance(content, list):
            content.append(content[at])
        case _:
            content[at] = _changed(draw, content[at])
    return content


@settings(max_examples=150, deadline=None)
@given(content=mutated())
def test_S09_a_broken_file_is_refused_whole_or_loaded_whole(long_lived: School, content: bytes) -> None:
    before = everything(long_lived)

    try:
        loaded(long_lived, content, classes=["algebra"])
        refused = False
    except ImportRefused:
        refused = True

    if refused:
        assert everything(long_lived) == before
    else:
        _assert_sound_trees(long_lived)


def _assert_sound_trees(school: School) -> None:
    rows = sorted(rows_of(school, standards), key=lambda row: row.position)
    for framework_id in {row.framework_id for row in rows}:
        mine = [row for row in rows if row.framework_id == framework_id]
        places = {row.id: row for row in mine if row.active}
        assert [row.position for row in mine] == list(range(len(mine)))
        for row in places.values():
            assert row.identifier
            assert row.statement
            assert row.depth == (places[row.parent_id].depth + 1 if row.parent_id else 0)


@st.composite
def packages(draw: st.DrawFn) -> Package:
    """Items and associations in any disorder."""
    statements = st.sampled_from(["It counts.", "", None])
    items: list[Json] = [
        item(name, fullStatement=statement)
        for name, statement in draw(st.lists(st.tuples(NAMES, statements), max_size=9))
    ]
    associations = draw(st.lists(st.tuples(NAMES, NAMES, SEQUENCES), max_size=14))
    read = read_items(items, Notes())
    links = read_links([link(*one) for one in associations], read, DOCUMENT, Notes())
    assert list(read) == list(dict.fromkeys(one["identifier"] for one in items if one.get("fullStatement")))
    return Package(Document(DOCUMENT, "Number Sense", "", "", "", "", "", ""), read, links)


@settings(max_examples=300, deadline=None)
@given(package=packages())
def test_every_item_is_in_the_tree_exactly_once(package: Package) -> None:
    nodes = build_tree(package, Notes())

    assert sorted(node.item.identifier for node in nodes) == sorted(package.items)
    _assert_reading_order(nodes)


@settings(max_examples=100, deadline=None)
@given(package=packages())
def test_the_order_of_the_associations_in_a_file_is_only_the_last_resort(package: Package) -> None:
    links = {(link.child, link.sequence): link for link in package.links}
    once = Package(package.document, package.items, list(links.values()))
    turned = Package(package.document, package.items, list(reversed(links.values())))

    assert build_tree(once, Notes()) == build_tree(turned, Notes())


def _assert_reading_order(nodes: list[Node]) -> None:
    """Each node stands right after its parent's earlier branches."""
    path: list[str] = []
    for node in nodes:
        del path[node.depth :]
        assert node.parent == (path[-1] if node.depth else None)
        path.append(node.item.identifier)
    assert {node.item.identifier for node in nodes if not node.leaf} == {one.parent for one in nodes} - {None}
