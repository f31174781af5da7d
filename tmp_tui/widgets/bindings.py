"""Textual's bindings, made from the list of commands."""

from textual.binding import Binding, BindingType

from tmp_tui.commands import COMMANDS, Scope, in_scope


def bindings(*scopes: Scope) -> list[BindingType]:
    """The BINDINGS of a screen or widget in which commands of these scopes work."""
    return [
        Binding(
            ",".join((*command.keys, *command.letters)),
            command.action,
            command.name,
            show=False,
            priority=command.priority,
            tooltip=command.help,
            id=command.id,
        )
        for command in in_scope(*scopes)
        if command.action and command.keys
    ]


def keymap_without_letters() -> dict[str, str]:
    """The keys that remain where single letters are switched off, for `App.set_keymap`."""
    return {command.id: ",".join(command.keys) for command in COMMANDS if command.letters}
