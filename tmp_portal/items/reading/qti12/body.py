"""What an item of QTI 1.2 shows, as the body of an item of QTI 2: its material, and an interaction for each response."""

from collections.abc import Iterator
from copy import deepcopy

from tmp_portal.items.reading.context import NotTaken
from tmp_portal.items.reading.qti12.build import make
from tmp_portal.items.reading.qti12.question import (
    PAIRS,
    RESPONSES,
    Label,
    Question,
    Response,
    decimal,
    placeholder,
)
from tmp_portal.items.reading.xml import Element, child, children, descendants, name, parse_html, text_of

_FLOWS = frozenset(("flow", "flow_mat", "presentation_material"))


def write_body(question: Question, notes: list[str], *, shuffle: bool = False) -> Element:
    """The `itemBody`; `notes` takes what is worth knowing."""
    if question.kind == "unknown":
        raise NotTaken("has a kind of response that is not known")
    body = make("itemBody")
    writer = _Writer(question, shuffle)
    writer.present(question.presentation, body)
    if question.kind in ("blanks", "dropdowns"):
        writer.fill_in(body)
    elif question.kind in ("matching", "categorization"):
        writer.match(body)
    elif question.kind == "upload":
        writer.upload(body)
    elif question.kind == "calculated":
        _take_variant(question, body, notes)
    return body


class _Writer:
    def __init__(self, question: Question, shuffle: bool) -> None:
        self._question = question
        self._shuffle = shuffle

    def present(self, element: Element, parent: Element) -> None:
        """Material and responses in the order of the file."""
        for one in children(element):
            kind = name(one)
            if kind == "material":
                pour(one, parent)
            elif kind in _FLOWS:
                self.present(one, make("div", parent))
            elif kind in RESPONSES:
                self._respond(one, parent)

    def _respond(self, element: Element, parent: Element) -> None:
        response = next(one for one in self._question.responses.values() if one.element is element)
        if name(element) in ("response_xy", "response_grp"):
            make("hotspotInteraction", parent, responseIdentifier=response.ident)
        elif response.shape in ("one", "many") and self._question.kind not in ("blanks", "dropdowns"):
            self._choose("choiceInteraction", response, parent)
        elif response.shape == "order":
            self._choose("orderInteraction", response, parent)
        elif response.shape in ("text", "number"):
            self._type(response, parent)

    def _choose(self, kind: str, response: Response, parent: Element) -> None:
        most = {"one": 1, "many": 0}.get(response.shape, "")
        interaction = make(
            kind,
            parent,
            responseIdentifier=response.ident,
            maxChoices=most,
            shuffle=self._is_shuffled(response.element),
        )
        self._prompt(response.element, interaction)
        for label in response.labels:
            _option("simpleChoice", label, interaction)

    def _prompt(self, element: Element, interaction: Element) -> None:
        prompt = make("prompt")
        for material in _own_material(element):
            pour(material, make("div", prompt))
        if len(prompt):
            interaction.append(prompt)

    def _is_shuffled(self, element: Element) -> str:
        asked = any(one.get("shuffle", "").lower() == "yes" for one in element.iter())
        return "true" if asked or self._shuffle else "false"

    def _type(self, response: Response, parent: Element) -> None:
        fib = child(response.element, "render_fib")
        for material in _own_material(response.element):
            pour(material, parent)
        if self._question.kind == "essay":
            hint = _words(response.element)
            lines = "" if fib is None else fib.get("rows", "")
            interaction = {
                "responseIdentifier": response.ident,
                "expectedLines": lines,
                "placeholderText": hint,
            }
            make("extendedTextInteraction", parent, **interaction)
        else:
            length = "" if fib is None else fib.get("maxchars", "")
            make("textEntryInteraction", parent, responseIdentifier=response.ident, expectedLength=length)

    def fill_in(self, body: Element) -> None:
        """Put each blank where the text names it, at the end where it does not."""
        for response in self._question.responses.values():
            blank = self._blank(response)
            if not _replace(body, placeholder(response.element.get("ident", "")), blank):
                make("p", body).append(blank)

    def _blank(self, response: Response) -> Element:
        if response.shape == "blank":
            return make("textEntryInteraction", responseIdentifier=response.ident)
        shuffle = self._is_shuffled(response.element)
        interaction = make("inlineChoiceInteraction", responseIdentifier=response.ident, shuffle=shuffle)
        for label in response.labels:
            _option("inlineChoice", label, interaction)
        return interaction

    def match(self, body: Element) -> None:
        """Responses on one side and the labels that they share on the other; a category takes several labels."""
        labels = {label.ident: label for one in self._question.responses.values() for label in one.labels}
        into_categories = self._question.kind == "categorization"
        most = len(labels) if into_categories else len(self._question.responses)
        interaction = make("matchInteraction", body, responseIdentifier=PAIRS, maxAssociations=most)
        sides = [make("simpleMatchSet", interaction), make("simpleMatchSet", interaction)]
        responses_side, labels_side = reversed(sides) if into_categories else sides
        for response in self._question.responses.values():
            choice = _associable(response.ident, responses_side, 0 if into_categories else 1)
            for material in _own_material(response.element):
                pour(material, choice)
        for label in labels.values():
            choice = _associable(label.ident, labels_side, 1 if into_categories else 0)
            for material in children(label.element, "material"):
                pour(material, choice)

    def upload(self, body: Element) -> None:
        """A file; Canvas gives no response for it."""
        endings = self._question.presentation.get("allowed_types", "").split(",")
        types = " ".join(f".{ending.strip()}" for ending in endings if ending.strip())
        files = self._question.presentation.get("files_count", "")
        make("uploadInteraction", body, responseIdentifier="RESPONSE", type=types, maxFiles=files)


def _associable(ident: str, side: Element, most: int) -> Element:
    return make("simpleAssociableChoice", side, identifier=ident, matchMax=most)


def _option(kind: str, label: Label, parent: Element) -> None:
    option = make(kind, parent, identifier=label.ident, fixed="true" if label.fixed else "")
    for one in children(label.element):
        if name(one) == "material":
            pour(one, option)
        elif name(one) == "flow_mat":
            for material in descendants(one, "material"):
                pour(material, option)


def _own_material(response: Element) -> Iterator[Element]:
    """The material of a response itself; that of an ordering's ends stands beside its labels."""
    yield from children(response, "material")
    for one in descendants(response, "material"):
        above = one.getparent()
        if above is not None and name(above) in ("flow_label", "ims_render_object", "render_extension"):
            yield one


def _words(response: Element) -> str:
    """How many words an essay is to have, where that is said (New Quizzes)."""
    if response.get("word_limit_enabled", "").lower() != "yes":
        return ""
    least, most = response.get("word_limit_min", ""), response.get("word_limit_max", "")
    return f"{least}-{most} words" if least and most else ""


def pour(material: Element, parent: Element) -> None:
    """Put what a `material` holds at the end of an element."""
    for one in children(material):
        match name(one):
            case "mattext" | "matemtext":
                _pour_text(one, parent)
            case "matimage":
                make("img", parent, src=one.get("uri", ""), alt=one.get("label", ""))
            case "mataudio" | "matvideo" | "matapplet" | "matapplication":
                raise NotTaken(f"has sound, film or a program in it ({name(one)})")
            case "matbreak":
                make("br", parent)
            case "math":
                parent.append(deepcopy(one))


def _pour_text(element: Element, parent: Element) -> None:
    if len(element):
        within = make("div", parent)
        within.text = element.text
        within.extend(deepcopy(one) for one in element)
    elif element.get("texttype", "").lower() in ("text/html", "text/xhtml"):
        html = parse_html(element.text or "")
        within = make("div" if len(html) else "span", parent)
        within.text = html.text
        within.extend(list(html))
    else:
        make("em" if name(element) == "matemtext" else "span", parent, element.text or "")


def _replace(body: Element, words: str, blank: Element) -> bool:
    """Put an element where words stand in the text; whether they do."""
    for one in list(body.iter()):
        if one.text and words in one.text:
            one.text, _, blank.tail = one.text.partition(words)
            one.insert(0, blank)
            return True
        above = one.getparent()
        if one.tail and words in one.tail and above is not None and one is not body:
            one.tail, _, blank.tail = one.tail.partition(words)
            above.insert(above.index(one) + 1, blank)
            return True
    return False


def variant(question: Question) -> Element:
    """The first stored set of values of a calculated question; raises NotTaken where there is none."""
    found = next(descendants(question.element, "var_set"), None)
    if found is None or decimal(text_of(child(found, "answer"))) is None:
        raise NotTaken("is calculated, and has no stored set of values with its answer")
    return found


def _take_variant(question: Question, body: Element, notes: list[str]) -> None:
    values = [(one.get("name", ""), text_of(one)) for one in children(variant(question), "var")]
    for one in body.iter():
        for variable, text in values:
            one.text = one.text and one.text.replace(f"[{variable}]", text)
            one.tail = one.tail and one.tail.replace(f"[{variable}]", text)
    shown = ", ".join(f"{variable} = {text}" for variable, text in values)
    notes.append(f"its values are those of the first stored set ({shown})")
