"""Small items, tests and packages of QTI, a portal's tables for them, and what is in them afterwards."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Row, insert, select

from tests.support.school import School
from tmp_portal.db.items import (
    assessment_items,
    assessment_sources,
    item_files,
    item_standards,
    item_versions,
    items,
)
from tmp_portal.db.standards import standards
from tmp_portal.db.students_work import assessment_standards, assessments
from tmp_portal.imports.items import ItemsReport, import_items
from tmp_portal.items.model import StoredItem, stored_item
from tmp_portal.items.reading.qti3 import Read, read_item
from tmp_portal.items.reading.qti12 import read_question, upgrade
from tmp_portal.items.reading.xml import parse
from tmp_tui.wire.items import (
    Asked,
    Block,
    Gap,
    Heading,
    Hot,
    Inline,
    InlineChoice,
    List,
    Marked,
    Paragraph,
    Picture,
    Preformatted,
    Quote,
    Table,
    TextEntry,
    kind_of,
)

REAL = Path(__file__).parents[2].parent / "shared" / "data" / "qti"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)

MATCH = "http://www.imsglobal.org/question/qti_v2p2/rptemplates/match_correct"
MAP = "http://www.imsglobal.org/question/qti_v2p2/rptemplates/map_response"
V2 = "http://www.imsglobal.org/xsd/imsqti_v2p2"
V3 = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"


def item(
    body: str,
    *,
    key: str = "<value>A</value>",
    base: str = "identifier",
    cardinality: str = "single",
    identifier: str = "item-1",
    title: str = "A question",
    template: str = MATCH,
    more: str = "",
    attributes: str = "",
) -> bytes:
    """An item of QTI 2.2 with one response, RESPONSE."""
    correct = f"<correctResponse>{key}</correctResponse>" if key else ""
    processing = f'<responseProcessing template="{template}"/>' if template else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="{V2}" identifier="{identifier}" title="{title}" adaptive="false" {attributes}>
<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="{base}">{correct}</responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
{more}<itemBody>{body}</itemBody>{processing}
</assessmentItem>""".encode()


def choice(*options: str, most: int = 1, prompt: str = "Which one?", extra: str = "") -> str:
    """A choice among options A, B, C ... with these words."""
    named = zip("ABCDEFGH", options, strict=False)
    simple = "".join(f'<simpleChoice identifier="{name}">{words}</simpleChoice>' for name, words in named)
    return (
        f'<choiceInteraction responseIdentifier="RESPONSE" maxChoices="{most}" {extra}>'
        f"<prompt>{prompt}</prompt>{simple}</choiceInteraction>"
    )


def a_choice(
    identifier: str = "item-1", title: str = "A question", before: str = "", key: str = "A"
) -> bytes:
    """An item that is a choice between two things."""
    body = before + choice("yes", "no")
    return item(body, identifier=identifier, title=title, key=f"<value>{key}</value>")


def read(xml: bytes, **options: Any) -> Read:
    """What reading an item gives."""
    return read_item(parse(xml), **options)


def body_of(markup: str) -> list[Block]:
    """What flow content becomes, in an item that asks something after it."""
    return read(item(markup + choice("yes", "no"))).stored.item.body[:-1]


def canvas(
    presentation: str, conditions: str = "", *, kind: str = "", points: str = "1.0", more: str = ""
) -> bytes:
    """An item of QTI 1.2 as Canvas writes it."""
    fields = {"question_type": kind, "points_possible": points}
    metadata_ = "".join(
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry></qtimetadatafield>"
        for label, entry in fields.items()
        if entry
    )
    return f"""<item ident="q1" title="Question">
<itemmetadata><qtimetadata>{metadata_}</qtimetadata></itemmetadata>
<presentation>{presentation}</presentation>
<resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE"/></outcomes>{conditions}</resprocessing>
{more}</item>""".encode()


def html(markup: str) -> str:
    """Material in HTML."""
    escaped = markup.replace("&", "&amp;").replace("<", "&lt;")
    return f'<material><mattext texttype="text/html">{escaped}</mattext></material>'


def labels(**texts: str) -> str:
    """The labels of a response."""
    return "".join(
        f'<response_label ident="{ident.removeprefix("n")}"><material><mattext texttype="text/plain">{text}</mattext>'
        "</material></response_label>"
        for ident, text in texts.items()
    )


def lid(ident: str, cardinality: str = "Single", material: str = "", **texts: str) -> str:
    """A response by choosing labels."""
    return (
        f'<response_lid ident="{ident}" rcardinality="{cardinality}">{material}'
        f"<render_choice>{labels(**texts)}</render_choice></response_lid>"
    )


def when(tests: str, amount: float = 100, action: str = "Set", stop: bool = False) -> str:
    """A condition that changes the score."""
    last = ' continue="No"' if stop else ""
    return (
        f"<respcondition{last}><conditionvar>{tests}</conditionvar>"
        f'<setvar action="{action}" varname="SCORE">{amount}</setvar></respcondition>'
    )


def equal(response: str, value: str) -> str:
    """A test for a value."""
    return f'<varequal respident="{response}">{value}</varequal>'


def read_canvas(xml: bytes) -> Read:
    """What reading an item of QTI 1.2 gives."""
    upgraded = upgrade(read_question(parse(xml)))
    made = read_item(upgraded.element)
    return Read(made.stored, [*upgraded.notes, *made.notes])


def quiz(*entries: str | bytes, ident: str = "quiz-1", title: str = "A quiz", section: str = "") -> bytes:
    """A file of QTI 1.2 with one quiz."""
    inside = "".join(entry.decode() if isinstance(entry, bytes) else entry for entry in entries)
    return (
        f'<questestinterop><assessment ident="{ident}" title="{title}">'
        f'<section ident="root_section">{section}{inside}</section></assessment></questestinterop>'
    ).encode()


def asked(number: int, stem: str = "", points: str = "1.0", fields: str = "") -> str:
    """A true-false question of a quiz, with the identifier qN."""
    words = html(f"<p>{stem or f'Question {number}'}</p>") + lid("r", n1="True", n2="False")
    made = canvas(words, when(equal("r", "1"), stop=True), kind="true_false_question", points=points).decode()
    return made.replace('ident="q1"', f'ident="q{number}"', 1).replace(
        "</qtimetadata>", fields + "</qtimetadata>", 1
    )


def manifest(*resources: str, identifier: str = "MANIFEST-0123456789", title: str = "Fractions") -> bytes:
    """The manifest of a package."""
    return f"""<manifest identifier="{identifier}" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1">
<metadata><schema>QTI Package</schema><lom><general><title><string>{title}</string></title></general></lom></metadata>
<organizations/><resources>{"".join(resources)}</resources></manifest>""".encode()


def resource(file: str, kind: str = "imsqti_item_xmlv2p2", inside: str = "") -> str:
    """A resource of a manifest, a file with its metadata and dependencies."""
    name = file.replace("/", "-")
    return f'<resource identifier="r-{name}" type="{kind}" href="{file}">{inside}<file href="{file}"/></resource>'


def guids(*names: str) -> str:
    """The metadata that aligns a resource to standards (1EdTech curriculum standards metadata)."""
    inside = "".join(
        f"<labelledGUID><label>{name}</label><GUID>{name}</GUID></labelledGUID>" for name in names
    )
    return (
        "<metadata><curriculumStandardsMetadataSet><curriculumStandardsMetadata><setOfGUIDs>"
        f"{inside}</setOfGUIDs></curriculumStandardsMetadata></curriculumStandardsMetadataSet></metadata>"
    )


def a_test(inside: str, *, identifier: str = "test-1", title: str = "A test") -> bytes:
    """A test of QTI 2.2."""
    return (
        f'<assessmentTest xmlns="{V2}" identifier="{identifier}" title="{title}"><testPart identifier="p">'
        f"{inside}</testPart></assessmentTest>"
    ).encode()


def references(*files: str) -> str:
    """A section that refers to items."""
    inside = "".join(f'<assessmentItemRef identifier="{file}" href="{file}"/>' for file in files)
    return f'<assessmentSection identifier="s" title="Section" visible="true">{inside}</assessmentSection>'


def zipped(folder: Path, files: Mapping[str, bytes], name: str = "package.zip") -> Path:
    """The files as a zip."""
    path = folder / name
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for file, data in files.items():
            archive.writestr(file, data)
    return path


def unpacked(folder: Path, files: Mapping[str, bytes], name: str = "package") -> Path:
    """The files as a folder."""
    for file, data in files.items():
        path = folder / name / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder / name


def imported(school: School, files: Mapping[str, bytes] | bytes, **options: Any) -> ItemsReport:
    """What importing a package, or one file, says."""
    if isinstance(files, bytes):
        path = school.folder / "item.xml"
        path.write_bytes(files)
    else:
        path = zipped(school.folder, files)
    return import_items(school.database, school.tenant, path, **options)


def a_standard(school: School, identifier: str, code: str = "", framework: str = "frame") -> str:
    """A standard of the school; returns its id."""
    values = {"id": f"s-{identifier}", "framework_id": framework, "identifier": identifier, "code": code}
    tree = {"position": len(rows_of(school, standards)), "depth": 0, "leaf": True, "statement": "It counts."}
    school.write(
        lambda connection: connection.execute(
            insert(standards).values(tenant=school.tenant, **values, **tree)
        )
    )
    return f"s-{identifier}"


def rows_of(school: School, table: Any) -> list[Row[Any]]:
    """All rows of a table."""
    return list(school.database.read_now(lambda connection: connection.execute(select(table)).all()))


def newest(school: School) -> dict[str, StoredItem]:
    """The newest version of every item, by its identifier in its bank."""
    versions = {(row.item_id, row.version): row for row in rows_of(school, item_versions)}
    return {
        row.identifier: stored_item(versions[row.id, row.version], row.identifier)
        for row in rows_of(school, items)
    }


def outline(school: School) -> dict[str, list[str]]:
    """The assessments by title, each with the identifiers of its items in order."""
    names = {row.id: row.identifier for row in rows_of(school, items)}
    places = sorted(rows_of(school, assessment_items), key=lambda row: row.position)
    return {
        row.title: [names[place.item_id] for place in places if place.assessment_id == row.id]
        for row in rows_of(school, assessments)
    }


def everything(school: School) -> list[Row[Any]]:
    """All that an import of items may change."""
    tables: tuple[Any, ...] = (items, item_versions, item_standards, item_files)
    tables += (assessments, assessment_standards, assessment_items, assessment_sources)
    return [row for table in tables for row in sorted(rows_of(school, table), key=repr)]


def plain(blocks: list[Block]) -> list[str]:
    """Blocks as lines of text: marks as `<style:text>`, places to answer in brackets."""
    return [line for block in blocks for line in _lines(block)]


def _lines(block: Block) -> list[str]:
    match block:
        case Paragraph():
            return line_of(block.content).split("\n")
        case Heading():
            return ["#" * block.level + " " + line_of(block.content)]
        case Quote():
            return ["> " + line for line in plain(block.content)]
        case Preformatted():
            return ["| " + line for line in block.text.split("\n")]
        case List():
            marks = [
                f"{at}. " if block.ordered else "- "
                for at in range(block.start, block.start + len(block.items))
            ]
            return [mark + line for mark, one in zip(marks, block.items, strict=True) for line in plain(one)]
        case Table():
            rows = [
                " | ".join(("*" if cell.header else "") + " ".join(plain(cell.content)) for cell in row)
                for row in block.rows
            ]
            return [f"[{line_of(block.caption)}]", *rows] if block.caption else rows
        case Picture():
            return [f"[{block.alt}]"]
    return [f"[{kind_of(block)} {block.response if isinstance(block, Asked) else ''}]"]


def line_of(runs: list[Inline]) -> str:
    """A line of runs as text."""
    return "".join(map(_run, runs))


def _run(run: Inline) -> str:
    match run:
        case str():
            return run
        case Marked():
            return f"<{run.style}:{run.text}>"
        case Picture():
            return f"[{run.alt}]"
        case Gap():
            return f"[{run.identifier}]"
        case Hot():
            return f"[{run.identifier}:{line_of(run.content)}]"
        case TextEntry():
            return f"[{run.response}]"
        case InlineChoice():
            words = "/".join(" ".join(plain(option.content)) for option in run.options)
            return f"[{run.response}:{words}]"
