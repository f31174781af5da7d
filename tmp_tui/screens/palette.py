"""The commands by name (ctrl+p)."""

from collections.abc import Coroutine, Iterator
from functools import partial
from typing import Any

from rich.text import Text
from textual.command import DiscoveryHit, Hit, Hits, Provider

from tmp_tui.commands import COMMANDS, Command, key_words


class CommandProvider(Provider):
    """Offers every command that has a name and makes sense on the screen beneath.

    Names are given as plain `Text`: the palette would read a `str` as markup.
    """

    async def discover(self) -> Hits:
        """All of them."""
        for command in self._commands():
            yield DiscoveryHit(
                Text(command.name), self._call(command), text=command.name, help=_help(command)
            )

    async def search(self, query: str) -> Hits:
        """Those whose name is like what was typed."""
        matcher = self.matcher(query)
        for command in self._commands():
            if (score := matcher.match(command.name)) > 0:
                yield Hit(
                    score, Text(command.name), self._call(command), text=command.name, help=_help(command)
                )

    def _commands(self) -> Iterator[Command]:
        here = {active.binding.id for active in self.screen.active_bindings.values()}
        named = {"everywhere", "account"} if "account" in here else {"everywhere"}  # that have no keys
        return (
            command
            for command in COMMANDS
            if command.palette and (command.id in here or (not command.keys and command.scope in named))
        )

    def _call(self, command: Command) -> partial[Coroutine[Any, Any, bool]]:
        return partial(self.app.run_action, command.action, self.screen)


def _help(command: Command) -> str:
    """What it does, and its keys but for the letters: brackets are keys too, which the palette would take for markup."""
    keys = key_words(command, letters=False)
    return f"{command.help} ({keys})" if keys else command.help
