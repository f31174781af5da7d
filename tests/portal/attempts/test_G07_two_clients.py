"""Two clients at once: whatever the order, some serial history explains it, and nothing that was acked is lost."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.portal.attempts.support import give
from tests.support.school import School
from tmp_portal.accounts.tokens import Caller
from tmp_portal.attempts import service
from tmp_portal.attempts.standing import answer_version, latest_answer, standing_of
from tmp_portal.attempts.starting import start
from tmp_portal.problems import Refusal
from tmp_tui.wire.attempts import Answer, Start, Submit, TakeOver

WHO = Caller("school", "school-ada", "family", False, "personal")


@dataclass
class Client:
    """An app: what it last knew of the portal, and what it sends; a lost reply has it send the same again."""

    school: School
    attempt: str
    name: str
    writer: str = ""
    base: int = 0
    made: int = 0
    unsent: Answer | None = None
    acked: list[tuple[int, str]] = field(default_factory=list)

    def answer(self, item: str, lost: bool) -> None:
        """Send what is waiting, else a new answer."""
        if self.unsent is None:
            self.made += 1
            text = f"{self.name}{self.made}"
            self.unsent = Answer(text, self.writer, self.base + 1, self.base, {"RESPONSE": [text]}, 1)
        sent = self.unsent
        try:
            saved = self.school.write(lambda c: service.save(c, WHO, self.attempt, item, sent))
        except Refusal:
            self.unsent = None
            return
        if not lost:
            self.base, self.unsent = saved.version, None
            self.acked.append((saved.version, sent.key))

    def take_over(self) -> None:
        """Become the one that writes, and read what there is."""
        key = f"{self.name}-{self.made}-{self.base}-{len(self.acked)}"
        self.school.write(lambda c: service.take_over(c, WHO, self.attempt, TakeOver(key)))
        paper = self.school.database.read_now(lambda c: service.paper(c, WHO, self.attempt, key=key))
        self.writer = paper.writer or self.writer
        self.base = max((kept.version for kept in paper.answers), default=self.base)
        self.unsent = None

    def submit(self) -> None:
        """Hand in."""
        try:
            self.school.write(
                lambda c: service.submit(c, WHO, self.attempt, Submit(self.name, self.writer, 1))
            )
        except Refusal:
            return


@contextmanager
def begun() -> Iterator[tuple[School, str, str, str]]:
    """A school with a running attempt: its id, its first item, its writer."""
    with tempfile.TemporaryDirectory() as folder:
        school = School(Path(folder) / "portal")
        group = school.class_("Algebra", {school.person("ada"): "student"})
        give(school, group)
        attempt = school.write(lambda c: start(c, WHO, group.id, 1, Start("s")))
        paper = school.database.read_now(lambda c: service.paper(c, WHO, attempt, key="s"))
        yield school, attempt, paper.items[0].id, paper.writer
        school.close()


def on_portal(school: School, attempt: str, item: str, version: int) -> str:
    """The key of this version."""
    kept = school.database.read_now(lambda c: answer_version(c, "school", attempt, item, version))
    return kept.key if kept else ""


acts = st.lists(
    st.tuples(
        st.sampled_from(["one", "two"]),
        st.sampled_from(["answer", "answer", "answer", "lost", "take", "submit"]),
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None)
@given(acts)
def test_G07_interleavings_of_two_clients_equal_a_serial_history(history: list[tuple[str, str]]) -> None:
    with begun() as (school, attempt, item, writer):
        clients = {name: Client(school, attempt, name, writer) for name in ("one", "two")}
        final: str | None = None

        for name, act in history:
            client = clients[name]
            if act == "take":
                client.take_over()
            elif act == "submit":
                client.submit()
            else:
                client.answer(item, act == "lost")
            latest = school.database.read_now(lambda c: latest_answer(c, "school", attempt, item))
            standing = school.database.read_now(lambda c: standing_of(c, "school", attempt))
            assert standing is not None
            if standing.state != "started":
                final = final or (latest.key if latest else "")
                assert final == (latest.key if latest else "")

        acked = [pair for client in clients.values() for pair in client.acked]
        assert len({version for version, _ in acked}) == len(acked)
        assert {version: on_portal(school, attempt, item, version) for version, _ in acked} == dict(acked)
