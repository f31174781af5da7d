"""Walking through flow content: blocks as they come, the paragraph that is being read, and who reads which element."""

import re
from collections.abc import Callable, Collection, Mapping

from tmp_portal.items.reading.context import DEEPEST, Context, NotTaken, is_shown
from tmp_portal.items.reading.pictures import refuse_media
from tmp_portal.items.reading.runs import Runs
from tmp_portal.items.reading.xml import Element, entity, name
from tmp_tui.text import safe_text
from tmp_tui.wire.items import (
    Block,
    Gap,
    Hot,
    Inline,
    InlineChoice,
    Marked,
    Paragraph,
    Picture,
    Style,
    TextEntry,
)


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TAGS: dict[Style, frozenset[str]] = {
    "emphasis": _names("em i cite var dfn u ins"),
    "strong": _names("b strong mark"),
    "code": _names("code kbd samp tt"),
    "sub": _names("sub"),
    "super": _names("sup"),
}
_STYLES = {tag: style for style, tags in _TAGS.items() for tag in tags}
_LOOKS: tuple[tuple[re.Pattern[str], Style], ...] = (
    (re.compile(r"font-weight:\s*(bold|[6-9]00)|qti-bold"), "strong"),
    (re.compile(r"underline|font-style:\s*italic|qti-italic"), "emphasis"),
)
_APART = _names("""
    p div section article header footer main aside nav address center fieldset form figure figcaption dl dt dd body
    details summary caption prompt templateBlock contentBody stimulusBody itemBody tr li hr
""")
_WITHIN = _names("""
    span abbr acronym big small font bdo bdi ruby rb label time data s del strike wbr templateInline picture rbc rtc
    td th html
""")
# Feedback tells the key, and comes with the score (G21); the rest is nothing to read.
_LEFT_OUT = _names("""
    feedbackInline feedbackBlock modalFeedback script style stylesheet link meta head title catalogInfo
    companionMaterialsInfo apipAccessibility template rp source track button input select textarea param map
    noscript interactionModules
""")
_MEDIA = _names("audio video iframe embed applet canvas")


class Flow:
    """Blocks, and the paragraph that is being read; `handlers` read the elements with a meaning of their own."""

    def __init__(self, context: Context, handlers: "Handlers", depth: int = 0) -> None:
        self.context = context
        self.runs = Runs()
        self._handlers = handlers
        self._blocks: list[Block] = []
        self._depth = depth

    def done(self) -> list[Block]:
        """All the blocks."""
        self.end_paragraph()
        return self._blocks

    def inside(self, element: Element, without: Collection[str] = ()) -> None:
        """Read what is in an element, but for children of some names."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise NotTaken(f"has elements nested more than {DEEPEST} deep")
        self.text(element.text)
        for one in element:
            self.context.spend(0)
            if not isinstance(one.tag, str):
                self.text(entity(one))
            elif name(one) not in without:
                self._element(one)
            self.text(one.tail)
        self._depth -= 1

    def apart(self, element: Element) -> None:
        """Read what is in an element as paragraphs of its own."""
        self.end_paragraph()
        self.inside(element)
        self.end_paragraph()

    def below(self, element: Element) -> list[Block]:
        """The blocks within an element that is a block of its own."""
        flow = Flow(self.context, self._handlers, self._depth)
        flow.inside(element)
        return flow.done()

    def text(self, text: str | None) -> None:
        """Read text."""
        if text:
            self.context.spend(len(text))
            self.runs.text(text)

    def add(self, *blocks: Block) -> None:
        """Add blocks after the paragraph so far."""
        self.end_paragraph()
        self._blocks += blocks

    def end_paragraph(self) -> None:
        """Let the paragraph so far be one; pictures that stand in it alone are blocks."""
        runs = self.runs.end()
        if runs and all(isinstance(run, Picture) for run in runs):
            self._blocks += [run for run in runs if isinstance(run, Picture)]
        elif runs:
            self._blocks.append(Paragraph(runs))

    def _element(self, element: Element) -> None:
        kind = name(element)
        if (
            kind in _LEFT_OUT
            or element.get("hidden") is not None
            or not is_shown(element, self.context.values)
        ):
            return
        if handler := self._handlers.get(kind):
            handler(self, element)
        elif kind in _STYLES:
            self._styled(element, _STYLES[kind])
        elif kind.endswith("Interaction"):
            self._part(self.context.interaction(element, self.context))
        elif kind in _MEDIA:
            refuse_media(element)
        elif kind in _APART:
            self.apart(element)
        else:
            self._within(kind, element)

    def _within(self, kind: str, element: Element) -> None:
        if kind not in _WITHIN:
            self.context.note(
                f"an element that is not known is read for its text: {safe_text(kind, length=60)}"
            )
        look = f"{element.get('style', '')} {element.get('class', '')}"
        style = next((style for pattern, style in _LOOKS if pattern.search(look)), None)
        if style:
            self._styled(element, style)
        else:
            self.inside(element)

    def _styled(self, element: Element, style: Style) -> None:
        self.runs.styles.append(style)
        self.inside(element)
        self.runs.styles.pop()

    def _part(self, part: Block | Inline | None) -> None:
        if isinstance(part, str | Marked | Gap | Hot | InlineChoice | TextEntry):
            self.runs.add(part)
        elif part is not None:
            self.add(part)


Handlers = Mapping[str, Callable[[Flow, Element], None]]
