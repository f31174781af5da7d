"""How fast questions are imported: a package of our own always, and a real one where `../shared` has it."""

import contextlib
import io
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from tests.support.items import REAL, choice, item, manifest, resource, zipped
from tests.support.school import School
from tmp_portal.cli import main

ITEMS = 500
REAL_PACKAGE = REAL / "pie-qti-conformance"


def measure() -> Iterator[Figure]:
    """`tmp-portal import items`, from the command to the commit."""
    with tempfile.TemporaryDirectory() as folder:
        yield _figure("item import, a package of our own", _package(Path(folder)))
    name = f"item import, {REAL_PACKAGE.name}"
    if REAL_PACKAGE.exists():
        yield _figure(name, REAL_PACKAGE)
    else:
        yield Figure(name, 0, "items/s", detail=f"not measured: there is no {REAL_PACKAGE}")


def _package(folder: Path) -> Path:
    """Choices and short answers, each with a text and a table to read."""
    table = "<table><tr><th>x</th><th>y</th></tr>" + "<tr><td>1</td><td>2</td></tr>" * 4 + "</table>"
    entry = '<p>It is <textEntryInteraction responseIdentifier="RESPONSE"/>.</p>'
    files: dict[str, bytes] = {}
    for number in range(ITEMS):
        text = f"<p>Text {number}, with <em>emphasis</em> and x<sup>2</sup>.</p>" * 3 + table
        asked, base = (
            (choice("one", "two", "three", "four"), "identifier") if number % 2 else (entry, "string")
        )
        files[f"items/q{number}.xml"] = item(text + asked, identifier=f"q{number}", base=base)
    files["imsmanifest.xml"] = manifest(*map(resource, list(files)))
    return zipped(folder, files)


def _figure(name: str, package: Path) -> Figure:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "portal"
        school = School(data)
        school.stamp()
        school.close()
        said = io.StringIO()
        began = time.perf_counter()
        with contextlib.redirect_stdout(said):
            status = main(["--data", str(data), "import", "items", str(package), "--json"])
        seconds = time.perf_counter() - began
    assert status == 0, said.getvalue()
    report = json.loads(said.getvalue())
    detail = f"{report['taken']} items in {seconds:.2f} s, {len(report['refused'])} refused"
    return Figure(name, report["taken"] / seconds, "items/s", 50, most=False, detail=detail)
