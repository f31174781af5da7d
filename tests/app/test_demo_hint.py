"""What the sample school's sign-in page says of its portal."""

import shlex
from pathlib import Path

from tmp_tui.demo import hint


def command(folder: Path) -> str:
    return hint(folder)[-1].removeprefix("Its mail: ")


def test_it_names_the_command_that_lists_the_mail() -> None:
    folder = Path.home() / ".local" / "state" / "tmp-tui" / "demo"

    assert command(folder) == "tmp-portal --data ~/.local/state/tmp-tui/demo mail list"


def test_a_shell_takes_it_wherever_the_folder_is() -> None:
    for folder in (Path("/srv/demo"), Path.home() / "my school" / "demo", Path("/tmp/a;b'c")):
        assert shlex.split(command(folder))[2] == str(folder)
