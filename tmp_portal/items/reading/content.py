"""Flow content, QTI's HTML, as blocks of text in reading order."""

from collections.abc import Collection, Iterator

from tmp_portal.items.reading.context import Context, NotTaken, identifier, number
from tmp_portal.items.reading.flow import Flow, Handlers
from tmp_portal.items.reading.pictures import (
    read_drawing,
    read_formula,
    read_image,
    read_object,
    refuse_media,
)
from tmp_portal.items.reading.runs import LINES, LONGEST
from tmp_portal.items.reading.xml import (
    Element,
    Malformed,
    child,
    children,
    get,
    name,
    parse,
    parse_html,
    raw_text,
    text_of,
)
from tmp_tui.text import safe_text
from tmp_tui.wire.items import (
    Block,
    Cell,
    Gap,
    Heading,
    Hot,
    Inline,
    List,
    Paragraph,
    Picture,
    Preformatted,
    Quote,
    Table,
)

PASSAGE = 10_000  # characters that a passage counts for at least


def read_blocks(element: Element, context: Context, without: Collection[str] = ()) -> list[Block]:
    """What is in the element, block by block; children of the names in `without` are left out."""
    flow = Flow(context, _HANDLERS)
    flow.inside(element, without)
    return flow.done()


def read_runs(element: Element, context: Context) -> list[Inline]:
    """What is in the element as one line of runs; only text and pictures of its blocks."""
    runs: list[Inline] = []
    for block in read_blocks(element, context):
        found = list(block.content) if isinstance(block, Paragraph | Heading) else []
        if isinstance(block, Picture):
            found = [block]
        runs += ([" "] if runs and found else []) + found
    return runs


def says_something(blocks: list[Block]) -> bool:
    """Whether there is a word in it, be it a picture's description."""
    runs = [run for block in blocks for run in (block.content if isinstance(block, Paragraph) else [block])]
    return any(not isinstance(run, Picture) or run.alt for run in runs)


# Blocks


def _heading(flow: Flow, element: Element) -> None:
    if runs := read_runs(element, flow.context):
        flow.add(Heading(int(name(element)[1]), runs))


def _list(flow: Flow, element: Element) -> None:
    items = [blocks for one in children(element) if (blocks := flow.below(one))]
    if items:
        flow.add(List(items, name(element) == "ol", number(element, "start", 1)))


def _quote(flow: Flow, element: Element) -> None:
    if blocks := flow.below(element):
        flow.add(Quote(blocks))


def _table(flow: Flow, element: Element) -> None:
    rows = [[_cell(flow, cell) for cell in children(row, "td", "th")] for row in _rows(element)]
    rows = [row for row in rows if row]
    title = child(element, "caption")
    caption = [] if title is None else read_runs(title, flow.context)
    if len(rows) == 1 and len(rows[0]) == 1 and not caption:  # a frame around something
        flow.add(*rows[0][0].content)
    elif rows:
        flow.add(Table(rows, caption))


def _rows(table: Element) -> Iterator[Element]:
    for one in children(table, "tr", "thead", "tbody", "tfoot"):
        if name(one) == "tr":
            yield one
        else:
            yield from children(one, "tr")


def _cell(flow: Flow, element: Element) -> Cell:
    row = element.getparent()
    group = None if row is None else row.getparent()
    header = name(element) == "th" or (group is not None and name(group) == "thead")
    columns, rows = (max(1, number(element, span, 1, 100)) for span in ("colspan", "rowspan"))
    return Cell(flow.below(element), header, columns, rows)


def _preformatted(flow: Flow, element: Element) -> None:
    if any(name(one).endswith("Interaction") or name(one) in ("gap", "hottext") for one in element.iter()):
        flow.apart(element)
        return
    text = raw_text(element)
    flow.context.spend(len(text))
    text = safe_text(text.strip("\r\n").rstrip(), lines=LINES, length=LONGEST)
    if text.strip():
        flow.add(Preformatted(text))


def _object(flow: Flow, element: Element) -> None:
    refuse_media(element)
    address = element.get("data", "")
    if "html" in element.get("type", "").lower():
        _passage(flow, element, address)
    elif address:
        flow.runs.add(read_object(element, flow.context))
    else:
        flow.apart(element)


def _passage(flow: Flow, element: Element, address: str) -> None:
    data = flow.context.files.read(address)
    if data is not None:
        flow.context.spend(PASSAGE)
        flow.apart(parse_html(data.decode("utf-8", "replace")))
    elif text_of(element):
        flow.apart(element)
    else:
        raise NotTaken(f"is about a passage that is not in the package ({safe_text(address, length=100)})")


def _include(flow: Flow, element: Element) -> None:
    """A part that is in another file of the package (XInclude)."""
    address = get(element, "href")
    data = flow.context.files.read(address)
    if data is None or get(element, "parse", "xml") != "xml":
        raise NotTaken(f"has a part in another file (XInclude, {safe_text(address, length=100)})")
    flow.context.spend(PASSAGE)
    try:
        flow.apart(parse(data))
    except Malformed as error:
        raise NotTaken(f"has a part in another file that is not {error.expected}") from error


def _rubric(flow: Flow, element: Element) -> None:
    """Words for the candidate; those for scorers and tutors stay where they are (G21)."""
    if "candidate" in get(element, "view").split():
        flow.apart(element)


# Within a line


def _line_end(flow: Flow, _element: Element) -> None:
    flow.runs.line_end()


def _image(flow: Flow, element: Element) -> None:
    flow.runs.add(read_image(element, flow.context))


def _drawing(flow: Flow, element: Element) -> None:
    flow.runs.add(read_drawing(element, flow.context))


def _formula(flow: Flow, element: Element) -> None:
    flow.runs.add(read_formula(element, flow.context))


def _reading(flow: Flow, element: Element) -> None:
    """How a word is pronounced (ruby)."""
    if text := text_of(element):
        flow.text(f"({text})")


def _quoted(flow: Flow, element: Element) -> None:
    flow.runs.exactly("“")
    flow.inside(element)
    flow.runs.exactly("”")


def _link(flow: Flow, element: Element) -> None:
    flow.inside(element)
    address = element.get("href", "")
    if address.startswith(("http://", "https://")) and address not in text_of(element):
        flow.runs.exactly(f" ({safe_text(address)})")


def _gap(flow: Flow, element: Element) -> None:
    if flow.context.gaps is not None:
        flow.context.gaps.append(identifier(element))
        flow.runs.add(Gap(identifier(element)))


def _hot(flow: Flow, element: Element) -> None:
    if flow.context.hot is None:
        flow.inside(element)
    else:
        flow.context.hot.append(identifier(element))
        flow.runs.add(Hot(identifier(element), read_runs(element, flow.context)))


def _printed(flow: Flow, element: Element) -> None:
    """The value of a template variable."""
    variable = get(element, "identifier")
    if variable not in flow.context.values:
        raise NotTaken(f"prints a value that is known only once it is answered ({safe_text(variable)})")
    flow.text(", ".join(flow.context.values[variable]))


_HANDLERS: Handlers = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "ul": _list,
    "ol": _list,
    "blockquote": _quote,
    "table": _table,
    "pre": _preformatted,
    "object": _object,
    "include": _include,
    "rubricBlock": _rubric,
    "br": _line_end,
    "img": _image,
    "svg": _drawing,
    "math": _formula,
    "rt": _reading,
    "q": _quoted,
    "a": _link,
    "gap": _gap,
    "hottext": _hot,
    "printedVariable": _printed,
}
