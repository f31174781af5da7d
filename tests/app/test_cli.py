"""The student's command line, where no portal is needed."""

import pytest

from tmp_tui import config, options, paths
from tmp_tui.cli import main


@pytest.mark.parametrize(
    "address", ["http://school.example", "ftp://school.example", "https://", "http://192.0.2.1:80"]
)
def test_an_address_that_would_not_keep_a_password_safe_is_refused(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--server", address, "show", "home", "--account", "1234", "--username", "ada"]) == 2

    assert capsys.readouterr().err.startswith("tmp-tui: ")


def test_without_an_address_show_says_how_to_name_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "home"]) == 2

    assert "--server" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["login", "logout", "status", "export", "show home"])
def test_the_portal_may_be_named_before_the_command_and_after_it(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = "http://school.example"

    assert main([*command.split(), "--server", refused]) == 2
    after = capsys.readouterr().err
    assert main(["--server", refused, *command.split()]) == 2
    assert after == capsys.readouterr().err
    assert after.startswith("tmp-tui: ")
    assert "--server" not in after


@pytest.mark.parametrize(
    "words", [["--line", "--shared", "--debug", "demo"], ["demo", "--line", "--shared", "--debug"]]
)
def test_so_may_every_other_choice_that_is_for_all_commands(words: list[str]) -> None:
    args = options.parser().parse_args(words)

    assert (args.line, args.shared, args.debug, args.server) == (True, True, True, "")


def test_every_key_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys"]) == 0

    assert {"F1", "ctrl+p", "Esc", "ctrl+q"} <= {
        word for line in capsys.readouterr().out.splitlines() for word in line.split()
    }


def test_settings_that_cannot_be_read_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    config.remember(account="4821")
    path = paths.config_file()
    assert path.read_text() == 'account = "4821"\n'
    path.write_text("account = 5")

    assert main(["show", "home"]) == 1

    assert str(path) in capsys.readouterr().err
