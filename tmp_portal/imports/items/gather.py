"""Reading a package: each of its documents by what it is, items of QTI 2 and 3 at once, quizzes and tests at the end."""

import re
from pathlib import Path
from typing import NamedTuple

from tmp_portal.imports.archive import Archive
from tmp_portal.imports.items.files import PackageFiles, Store
from tmp_portal.imports.items.gathered import Found, Gathered, Place, Test
from tmp_portal.imports.items.manifest import Alignment, Manifest, read_manifest, resource_alignments
from tmp_portal.imports.items.package import MANIFEST, MOST_ITEMS, read_xml, refused
from tmp_portal.imports.items.quizzes import Meta, Quizzes, read_meta
from tmp_portal.imports.items.tests import read_test
from tmp_portal.items.reading.context import NotTaken
from tmp_portal.items.reading.qti3 import read_item
from tmp_portal.items.reading.xml import Element, Malformed, get, line_of, name
from tmp_tui.text import safe_text

UNIQUE = 16  # characters of a manifest's identifier that nobody else has; shorter ones are `MANIFEST1` and the like

_DOCUMENT = re.compile(r"\.(xml|qti)$", re.IGNORECASE)


class Document(NamedTuple):
    """A file to read; `needed`: the manifest says that it is an item or a test."""

    path: str
    alignments: list[Alignment]
    needed: bool


def gather(archive: Archive, path: Path, *, keep_graphical: bool) -> Gathered:
    """All items and tests of a package; raises ImportRefused where its manifest or its one file cannot be read."""
    manifest = _manifest(archive)
    gatherer = _Gatherer(archive, _gathered(manifest, path), keep_graphical)
    documents = _documents(archive, manifest, gatherer.gathered)
    for document in documents:
        gatherer.read(document, alone=not manifest and len(archive.names) == 1)
    gatherer.finish()
    if not gatherer.found and not gatherer.gathered.refused:
        raise refused(path.name, "items or tests of QTI 1.2, 2.1, 2.2 or 3.0")
    return gatherer.gathered


def _manifest(archive: Archive) -> Manifest | None:
    if MANIFEST not in archive.names:
        return None
    try:
        return read_manifest(read_xml(archive, MANIFEST))
    except Malformed as error:
        raise refused(MANIFEST, error.expected, error.line, error.column) from error


def _gathered(manifest: Manifest | None, path: Path) -> Gathered:
    """Nothing yet; the bank's name is one that the package keeps when it is exported again."""
    stem = safe_text(path.name if path.is_dir() else path.stem, length=200)
    if manifest is None:
        return Gathered(stem, stem)
    known = manifest.identifier if len(manifest.identifier) >= UNIQUE else f"{manifest.identifier}@{stem}"
    return Gathered(known, manifest.title or stem)


def _documents(archive: Archive, manifest: Manifest | None, gathered: Gathered) -> list[Document]:
    if manifest is None:
        paths = sorted(path for path in archive.names if _DOCUMENT.search(path))
        return [Document(path, [], True) for path in paths if path.rpartition("/")[2] != MANIFEST]
    found: dict[str, Document] = {}
    for resource in manifest.resources:
        needed = resource.type.startswith("imsqti")
        for file in resource.files:
            if file in archive.names and _DOCUMENT.search(file):
                found.setdefault(file, Document(file, resource.alignments, needed))
            elif needed and file == resource.files[0]:
                gathered.refuse(file, 0, resource.identifier, "is not in the package")
    return list(found.values())


class _Gatherer:
    def __init__(self, archive: Archive, gathered: Gathered, keep_graphical: bool) -> None:
        self.gathered = gathered
        self.found = 0  # items, tests and quizzes
        self._archive = archive
        self._store = Store(archive)
        self._keep_graphical = keep_graphical
        self._keys: dict[str, str] = {}  # of items, by path
        self._tests: list[tuple[str, Element]] = []
        self._metas: dict[str, Meta] = {}
        self._quizzes = Quizzes(gathered, self._store, keep_graphical)

    def read(self, document: Document, *, alone: bool) -> None:
        """Read one document; a file that is all there is refuses the import, any other only itself."""
        try:
            root = read_xml(self._archive, document.path)
        except Malformed as error:
            if alone:
                raise refused(document.path, error.expected, error.line, error.column) from error
            if document.needed:
                reason = f"is not {error.expected}"
                self.gathered.refuse(document.path, error.line, "", reason, error.column)
            return
        self._dispatch(root, document)

    def _dispatch(self, root: Element, document: Document) -> None:
        self.found += name(root) in ("assessmentItem", "assessmentTest", "questestinterop")
        match name(root):
            case "assessmentItem":
                self._item(root, document)
            case "assessmentTest":
                self._tests.append((document.path, root))
            case "questestinterop":
                self._quizzes.add(document.path, root, document.alignments)
            case "quiz":
                meta = read_meta(root)
                self._metas[meta.identifier] = meta

    def _item(self, root: Element, document: Document) -> None:
        if len(self.gathered.items) >= MOST_ITEMS:
            raise refused(document.path, f"a package of at most {MOST_ITEMS:,} items")
        files = PackageFiles(self._store, document.path)
        try:
            read = read_item(root, files, keep_graphical=self._keep_graphical)
        except (NotTaken, RecursionError) as error:
            reason = str(error) if isinstance(error, NotTaken) else "has elements nested too deep"
            self.gathered.refuse(document.path, line_of(root), get(root, "identifier"), reason)
            return
        alignments = [*document.alignments, *resource_alignments(root)]
        found = Found(read.stored.identifier, read.stored, alignments, list(files.taken.values()))
        self._keys[document.path] = self.gathered.take(document.path, found, [*read.notes, *files.notes])

    def finish(self) -> None:
        """Read quizzes and tests, now that what they consist of is known."""
        self._quizzes.read(self._metas)
        for path, root in self._tests:
            files = PackageFiles(self._store, path)
            test = read_test(root, path, self._keys, self.gathered, files)
            if test.places:
                self.gathered.tests.append(test)
            else:
                self.gathered.notes.add("a test none of whose items is taken", test.title or path)
        if self.gathered.items and not self.gathered.tests:
            self._make_test()

    def _make_test(self) -> None:
        """Items that are in no test make one, or else nobody could be given them."""
        places = [Place(key, found.stored.points) for key, found in self.gathered.items.items()]
        self.gathered.tests.append(Test("", self.gathered.title, places))
