"""A browser without a screen: keeps cookies, asks for pages, fills the forms in that it finds in them."""

import re
from html.parser import HTMLParser

import httpx

from tests.support.school import School

HTML = {"accept": "text/html,application/xhtml+xml"}


class Form(HTMLParser):
    """The first form of a page: where it goes, its hidden fields, and the names of the others."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action, self.hidden, self.fields = "", dict[str, str](), dict[str, dict[str, str | None]]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what a form is made of."""
        given = dict(attrs)
        if tag == "form":
            self.action = given.get("action") or ""
        elif tag in ("input", "textarea") and given.get("name"):
            name = given["name"] or ""
            if given.get("type") == "hidden":
                self.hidden[name] = given.get("value") or ""
            else:
                self.fields[name] = given


class Browser:
    """One person's browser at a school's portal."""

    def __init__(self, school: School, *, address: str = "http://portal") -> None:
        self.http = httpx.AsyncClient(transport=school.transport(), base_url=address, headers=HTML)

    async def open(self, path: str) -> httpx.Response:
        """Look at a page."""
        return await self.http.get(path)

    async def send(self, path: str, /, **fields: str) -> httpx.Response:
        """Open a page, fill its form in, and send it as a browser does that sends no referrer."""
        return await self.send_saying({}, path, **fields)

    async def send_saying(self, headers: dict[str, str], path: str, /, **fields: str) -> httpx.Response:
        """The same by a browser that says other things of where the form comes from."""
        opened = await self.open(path)
        form = Form(opened.text)
        said = {"origin": "null", "sec-fetch-site": "same-origin"} | headers
        return await self.http.post(
            form.action or opened.url, data=form.hidden | fields, headers=said, follow_redirects=True
        )


def words(answer: httpx.Response) -> str:
    """What a page says, without its tags."""
    main = re.search(r"<main.*?</main>", answer.text, re.DOTALL)
    text = re.sub(r"<[^>]*>", " ", main[0] if main else answer.text)
    return re.sub(r"\s+", " ", text).strip()


def heading(answer: httpx.Response) -> str:
    """The page's one h1."""
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", answer.text, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def form_of(answer: httpx.Response) -> Form:
    """The page's form."""
    return Form(answer.text)
