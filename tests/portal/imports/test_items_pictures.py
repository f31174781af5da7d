"""Pictures and passages of a package: kept with the items that show them."""

from base64 import b64encode
from random import Random

import pytest

from tests.support.items import (
    PIXEL,
    a_choice,
    choice,
    imported,
    item,
    manifest,
    newest,
    plain,
    resource,
    rows_of,
)
from tests.support.school import School
from tmp_portal.db.items import item_files
from tmp_tui.wire.items import Picture


def test_a_picture_is_kept_with_its_item_once(bank: School) -> None:
    body = (
        '<p><img src="../images/cat%201.png" alt="a cat"/><img src="../images/cat%201.png" alt="again"/></p>'
        + choice("a", "b")
    )
    files = {
        "imsmanifest.xml": manifest(resource("items/a.xml")),
        "items/a.xml": item(body),
        "images/cat 1.png": PIXEL,
    }

    report = imported(bank, files)
    imported(bank, files)

    (kept,) = rows_of(bank, item_files)
    assert (kept.name, kept.type, kept.size, kept.body) == ("cat 1.png", "image/png", len(PIXEL), PIXEL)
    assert newest(bank)["item-1"].item.body[:2] == [
        Picture("a cat", kept.id, "cat 1.png", len(PIXEL)),
        Picture("again", kept.id, "cat 1.png", len(PIXEL)),
    ]
    assert report.notes == []


@pytest.mark.parametrize(
    "address",
    ["../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/a.png", "a.exe", "gone.png", "data:image/png;base64,!!", "big.png", "run.svg"],
)  # fmt: skip
def test_S09_what_is_no_picture_of_the_package_is_not_kept(bank: School, address: str) -> None:
    files = {
        "imsmanifest.xml": manifest(resource("items/a.xml")),
        "items/a.xml": item(f'<p><img src="{address}" alt="a cat"/></p>' + choice("a", "b")),
        "items/a.exe": b"MZ",
        "items/big.png": Random(1).randbytes(6 << 20) if address == "big.png" else b"",
        "items/run.svg": b"<svg><script>x</script></svg>",
        "etc/passwd": b"x",
    }

    report = imported(bank, files)

    assert rows_of(bank, item_files) == []
    assert newest(bank)["item-1"].item.body[0] == Picture("a cat")
    assert any("a picture that is not kept" in note for note in report.notes)


def test_a_picture_written_into_its_address_is_kept(bank: School) -> None:
    address = "data:image/png;base64," + b64encode(PIXEL).decode()

    imported(bank, item(f'<p><img src="{address}" alt="a dot"/></p>' + choice("a", "b")))

    (kept,) = rows_of(bank, item_files)
    assert (kept.name, kept.body) == ("picture.png", PIXEL)


def test_a_passage_that_items_share_is_in_each_of_them(bank: School) -> None:
    shared = "<p>Read.</p><object type='text/html' data='../shared/text.html'/>" + choice("a", "b")
    named = b'<assessmentStimulusRef identifier="old" href="../shared/text.xml"/><itemBody>'
    files = {
        "imsmanifest.xml": manifest(
            resource("i/a.xml"), resource("i/b.xml"), resource("shared/text.xml", "imsqti_stimulus_xmlv3p0")
        ),
        "i/a.xml": item(shared, identifier="a"),
        "i/b.xml": a_choice("b").replace(b"<itemBody>", named),
        "shared/text.html": b"<h1>Orkney</h1><p>Seventy islands.<p>Sixteen have people.",
        "shared/text.xml": b"<qti-assessment-stimulus><qti-stimulus-body><p>Long ago.</p></qti-stimulus-body></qti-assessment-stimulus>",
    }

    imported(bank, files)

    found = newest(bank)
    assert plain(found["a"].item.body[:-1]) == [
        "Read.",
        "# Orkney",
        "Seventy islands.",
        "Sixteen have people.",
    ]
    assert plain(found["b"].item.stimulus) == ["Long ago."]


# Quizzes of QTI 1.2, Canvas, Common Cartridges
