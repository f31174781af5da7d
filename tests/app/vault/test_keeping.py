"""What is said of where a session lives, and how it ended; what is kept fits everywhere."""

import time
from typing import get_args

import pytest

from tmp_tui.vault.choosing import Choice
from tmp_tui.vault.keeping import Keeping, Why, farewell
from tmp_tui.vault.kept import LARGEST, Kept, packed, unpacked
from tmp_tui.vault.system import System
from tmp_tui.vault.vault import Vault
from tmp_tui.wire import Session

PORTAL = "https://portal.example"


class Backend:
    """One of python-keyring's classes, as far as it is used; it gives nothing back once `deaf`."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], str] = {}
        self.fails = False

    def get_password(self, service: str, username: str) -> str | None:
        """The item."""
        if self.fails:
            raise EOFError
        return self.items.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self.items[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Raises KeyError where there is none, as theirs raise."""
        del self.items[service, username]


def test_every_place_and_every_reason_has_words() -> None:
    said = {Keeping("memory", why).words for why in get_args(Why)}
    said |= {Keeping("keyring", "").words, Keeping("login", "").words}

    assert len(said) == len(get_args(Why)) + 2
    assert Keeping("memory", "shared").words.startswith("In this program's memory, until you leave it.")


def test_after_signing_in_it_is_a_sentence_about_the_student() -> None:
    said = [Keeping("memory", why).sentence for why in get_args(Why)]

    assert {words[: len("You stay signed in only until you leave")] for words in said} == {
        "You stay signed in only until you leave"
    }
    assert len(set(said)) == len(said)
    assert "you stay signed in until you sign out" in Keeping("keyring", "").sentence


def test_a_portal_that_was_not_told_ends_the_session_by_a_time_that_is_named() -> None:
    ends_at = time.time() + 900

    said = farewell(gone=True, told=False, ends_at=ends_at)

    assert time.strftime("%H:%M", time.localtime(ends_at)) in said
    assert farewell(gone=True, told=True, ends_at=ends_at) == ""
    assert "keyring" in farewell(gone=False, told=True, ends_at=0)


def test_what_is_kept_fits_into_the_keyring_of_windows() -> None:
    kept = Kept("u" * 64, "tmpr_" + "t" * 95, "k" * 44, 1_209_600, 1_800_000_000)

    assert len(packed(kept)) < LARGEST / 2
    assert unpacked(packed(kept)) == kept
    with pytest.raises(ValueError, match="too large"):
        packed(Kept("u" * LARGEST, "", ""))


async def test_the_keyring_of_another_system_is_used_and_never_raises() -> None:
    backend = Backend()

    async def choose() -> Choice:
        return Choice(System(backend))  # type: ignore[arg-type]  # its three methods

    vault = Vault(PORTAL, choose)
    await vault.decide(own=True)
    await vault.keep(Session("tmpa_a", "tmpr_r", 600, "u1", "a2V5"))

    assert list(backend.items) == [("tmp-tui", PORTAL)]
    backend.fails = True
    assert await Vault(PORTAL, choose).find() is None
    assert not await vault.forget()


async def test_another_students_item_stays_when_the_one_before_signs_out() -> None:
    backend = Backend()

    async def choose() -> Choice:
        return Choice(System(backend))  # type: ignore[arg-type]  # its three methods

    first, second = Vault(PORTAL, choose), Vault(PORTAL, choose)
    for vault, user in ((first, "u1"), (second, "u2")):
        await vault.decide(own=True)
        await vault.keep(Session("tmpa_a", "tmpr_r", 600, user, "a2V5"))

    assert await first.newest() == ""
    assert await first.forget()
    assert (await second.newest(), first.keeping.kept) == ("tmpr_r", False)
