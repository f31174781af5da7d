"""A class with a student, and staff at the command line."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.school import Group, School
from tmp_portal.cli import main

Command = Callable[..., Any]


@pytest.fixture
def group(school: School) -> Group:
    """Ada's and Bob's class."""
    people = {school.person(name): "student" for name in ("ada", "bob")}
    return school.class_("Algebra", people | {school.person("tea", "teacher"): "teacher"})


@pytest.fixture
def staff(school: School, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command that succeeds; what it says as JSON."""
    school.stamp()

    def run(*words: str) -> Any:
        status = main(["--data", str(school.folder), *words, "--json"])
        said = capsys.readouterr()
        assert status == 0, said.err
        return json.loads(said.out)

    return run


@pytest.fixture
def refused(school: School, staff: Command, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command that is refused; what it says."""

    def run(*words: str) -> str:
        try:
            status = main(["--data", str(school.folder), *words])
        except SystemExit as mistake:
            status = int(str(mistake.code))
        assert status in (1, 2)
        return capsys.readouterr().err

    return run


@pytest.fixture
def words(school: School, staff: Command, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command that succeeds; what it says to people."""

    def run(*words: str) -> str:
        status = main(["--data", str(school.folder), *words])
        said = capsys.readouterr()
        assert status == 0, said.err
        return said.out

    return run
