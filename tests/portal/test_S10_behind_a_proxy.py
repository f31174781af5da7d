"""Whose address counts behind a proxy: the one that a proxy of ours saw, never what a stranger writes."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from tests.support.school import School
from tmp_portal.db.getting_in import audit

pytestmark = pytest.mark.journey

HERE, STRANGER = "127.0.0.1", "203.0.113.9"
FORM = {"account": "4821", "username": "nobody", "password": "wrong"}


@contextmanager
def served(folder: Path, proxies: str) -> Iterator[str]:
    """A real portal that believes these proxies; its address."""
    command = [sys.executable, "-m", "tmp_portal", "--data", str(folder), "serve", "--port", "0"]
    with subprocess.Popen([*command, "--proxies", proxies], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().removeprefix("Serving on ").strip()
        process.terminate()


@pytest.fixture
def seen(school: School) -> Callable[[str, str], str]:
    """What the portal notes of a sign-in that fails, where it believes these proxies and this is said of the way."""
    school.stamp()

    def run(proxies: str, said: str) -> str:
        with served(school.folder, proxies) as address, httpx.Client(trust_env=False) as http:
            headers = {"x-forwarded-for": said, "x-real-ip": said, "forwarded": f"for={said}"}
            answer = http.post(f"{address}/v1/sessions", json=FORM, headers=headers)
        assert answer.status_code == httpx.codes.UNAUTHORIZED
        return str(school.write(lambda c: c.scalar(select(audit.c.detail))))

    return run


def test_S10_a_stranger_who_names_an_address_is_not_believed(seen: Callable[[str, str], str]) -> None:
    assert seen("192.0.2.1", STRANGER) == f"nobody known, from {HERE}"


def test_S10_a_proxy_of_ours_is_believed(seen: Callable[[str, str], str]) -> None:
    assert seen(HERE, STRANGER) == f"nobody known, from {STRANGER}"


def test_S10_of_what_a_stranger_wrote_before_the_proxy_nothing_counts(
    seen: Callable[[str, str], str],
) -> None:
    assert seen(HERE, f"198.51.100.1, 127.0.0.1, {STRANGER}") == f"nobody known, from {STRANGER}"
