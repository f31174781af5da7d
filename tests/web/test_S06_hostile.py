"""Text that means harm, in every place of a page: nothing but text reaches the browser."""

import html
from html.parser import HTMLParser

import pytest
from sqlalchemy import update

from tests.support.hostile import HOSTILE, acts
from tests.support.school import School
from tests.web.support import Browser
from tests.web.test_links import NEW, mailed
from tmp_portal.db.getting_in import contacts
from tmp_portal.db.people import orgs, users

MARKUP = {
    "script": "<script>document.title = 'run'</script>",
    "picture": "<img src=x onerror=document.title='run'>",
    "attribute": '" autofocus onfocus="document.title=1" x="',
    "end": "</textarea></main></title><script>1</script>",
    "template": "{{ 7 * 7 }} {% include 'base.html' %} %(name)s %s {name}",
    "entity": "&lt;script&gt;&#x3c;",
}
EVIL = {name: text for name, text in (HOSTILE | MARKUP).items() if name != "half"}  # no database takes that


def everywhere(school: School, text: str) -> None:
    """Put the text wherever a school or its files can put one."""
    school.person("ada")
    school.write(lambda c: c.execute(update(users).values(given_name=text, family_name=text, username=text)))
    school.write(lambda c: c.execute(update(orgs).values(name=text)))
    school.write(
        lambda c: c.execute(
            contacts.insert().values(tenant=school.tenant, org_id="org", phone=text, mail=text, chat=text)
        )
    )


class Seen(HTMLParser):
    """What a browser makes of a page: its tags, its attributes, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.attributes, self.links = set[str](), set[str](), set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what there is."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in ("href", "src", "action")}


def is_harmless(page: str) -> bool:
    """Only our own kinds of tags, attributes and links, and no character that acts."""
    seen = Seen(page)
    return (
        not seen.tags & {"script", "img", "iframe", "svg", "style", "object", "base"}
        and not {name for name in seen.attributes if name.startswith("on") or name == "style"}
        and all(link.startswith(("/", "#", "https://", "data:,")) for link in seen.links)
        and acts(html.unescape(page)) <= {"\n"}
    )


@pytest.mark.parametrize("text", EVIL.values(), ids=EVIL)
async def test_S06_what_schools_and_files_say_stays_text(school: School, text: str) -> None:
    everywhere(school, text)
    link, email = mailed(school), mailed(school, kind="email")
    browser = Browser(school)

    pages = [await browser.open(path) for path in ("/", "/support", f"/l/{link.token}", f"/l/{email.token}")]
    pages.append(await browser.send(f"/l/{link.token}", password="x", confirm="y"))
    pages.append(await browser.send(f"/l/{link.token}", password=NEW, confirm=NEW))

    assert [page.status_code for page in pages] == [200, 200, 200, 200, 422, 200]
    assert [page.url for page in pages if not is_harmless(page.text)] == []


@pytest.mark.parametrize("text", [*MARKUP.values(), "javascript:alert(1)", "\x1b]52;c;eA==\x07x", "\u202ex"])
@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/code", "word"),
        ("/recover/password", "email"),
        ("/recover/account-number", "email"),
        ("/support", "words"),
    ],
)
async def test_S06_what_is_typed_comes_back_as_text(school: School, path: str, field: str, text: str) -> None:
    answer = await Browser(school).send(path, **{field: text})

    assert answer.status_code in (404, 422)
    assert is_harmless(answer.text)


@pytest.mark.parametrize(
    "path", ["/l/%3Cscript%3E", "/l/" + "x" * 5_000, "/l/%00", "/l/%E2%80%AE", "/%3Cimg%3E", "/l/a%2Fb"]
)
async def test_S06_an_address_comes_back_in_no_page(school: School, path: str) -> None:
    answer = await Browser(school).open(path)

    assert answer.status_code in (404, 422)
    assert is_harmless(answer.text)
    assert "x" * 100 not in answer.text


async def test_S06_no_template_is_made_from_data(school: School) -> None:
    everywhere(school, MARKUP["template"])

    answer = await Browser(school).open(f"/l/{mailed(school).token}")

    assert MARKUP["template"] in html.unescape(answer.text)


async def test_a_chat_that_is_no_web_address_is_no_link(school: School) -> None:
    everywhere(school, "javascript:alert(1)")

    answer = await Browser(school).open("/support")

    assert "javascript:alert(1)" in answer.text
    assert 'href="javascript' not in answer.text
