"""Every command once: what it is called, what it does, which keys it has and where they work.

From this list come the screens' and widgets' BINDINGS, the F1 help, the command palette and the footer's hints.
"""

from typing import Literal, NamedTuple

from tmp_tui.text import _

Scope = Literal[
    "everywhere",
    "page",
    "account",
    "list",
    "bar",
    "form",
    "door",
    "button",
    "field",
    "password",
    "help",
    "taking",
    "question-view",
    "answer-line",
    "essay",
    "overview",
]


class Command(NamedTuple):
    """One thing that a key can do.

    `action` is Textual's name for it; `letters` are keys that a reader may have switched off because they are single
    characters; `palette` is whether it makes sense to call it by name.
    """

    id: str
    scope: Scope
    name: str
    help: str
    action: str
    keys: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    palette: bool = False
    priority: bool = False


THEMES = {
    "ansi-dark": _("the terminal's own colours"),
    "dark": _("dark"),
    "light": _("light"),
    "high-contrast": _("high contrast"),
}
USUAL_THEME = "ansi-dark"

# fmt: off
COMMANDS: tuple[Command, ...] = (
    Command("help", "everywhere", _("Help"), _("All keys, and what they do"), "app.help", ("f1",), palette=True),
    Command("palette", "everywhere", _("Commands"), _("Call any command by its name"), "app.command_palette", ("ctrl+p",), priority=True),
    Command("back", "page", _("Back"), _("Where you were before"), "screen.back", ("escape",), palette=True),
    Command("home", "page", _("Home"), _("What is new, and what to do"), "screen.visit('home')", ("f2",), ("h",), palette=True),
    Command("classes", "page", _("Classes"), _("Your classes"), "screen.visit('classes')", ("f3",), ("c",), palette=True),
    Command("reports", "page", _("Progress Reports"), _("Your term progress reports"), "screen.visit('reports')", ("f4",), ("p",), palette=True),
    Command("account", "page", _("Your name"), _("Account Settings, and Sign out"), "screen.visit('account')", ("f5",), ("n",), palette=True),
    Command("next-tab", "page", _("Next tab"), _("The next tab of this page"), "screen.turn_tab(1)", ("f6",), ("right_square_bracket",), palette=True),
    Command("previous-tab", "page", _("Previous tab"), _("The tab before"), "screen.turn_tab(-1)", ("shift+f6",), ("left_square_bracket",), palette=True),
    Command("next-filter", "page", _("Next choice of what to show"), _("All, To-Do, Complete, and round again"), "screen.turn_filter", ("f7",), ("f",), palette=True),
    Command("messages", "everywhere", _("Messages"), _("What was said at the foot of the screen"), "app.messages", ("f8",), palette=True),
    Command("sync", "page", _("Retry"), _("Ask the portal again, now"), "app.sync", ("ctrl+r",), palette=True),
    Command("sign-out", "everywhere", _("Sign out"), _("Forget everything on this computer and sign out"), "app.sign_out", ("ctrl+o",), palette=True),
    Command("export", "everywhere", _("Save unsent answers"), _("Write the answers that the portal does not have to a file, for your teacher"), "app.export", palette=True),
    Command("troubleshoot", "everywhere", _("Help with signing in"), _("What to check when you cannot sign in, and how to reach your school"), "app.troubleshoot", palette=True),
    Command("redraw", "everywhere", _("Redraw"), _("Draw the screen afresh"), "app.redraw", ("ctrl+l",), palette=True),
    Command("next-part", "everywhere", _("Next part"), _("From the list to the field, to the bars, and round again"), "app.focus_next", ("tab",)),
    Command("previous-part", "everywhere", _("Previous part"), _("The same, the other way round"), "app.focus_previous", ("shift+tab",)),
    Command("quit", "everywhere", _("Quit"), _("Leave Track My Progress"), "app.quit", ("ctrl+q",), palette=True, priority=True),
    Command("not-quit", "everywhere", _("Copy"), _("Copy what is marked in a field; nowhere does it quit"), "app.say_quit", ("ctrl+c",)),
    *(
        Command(f"theme-{name}", "everywhere", _("Colours: {theme}").format(theme=words), _("Change the colours"), f"app.colours('{name}')", palette=True)
        for name, words in THEMES.items()
    ),

    Command("profile", "account", _("Profile Settings"), _("Change your password, or add an email address"), "app.act('profile')", palette=True),
    Command("time-zone", "account", _("Time zone"), _("Choose by which zone times are told"), "app.visit_account('zone')", palette=True),
    Command("data-used", "account", _("Data used"), _("Bytes sent, received and kept on this computer"), "app.visit_account('data')", palette=True),
    Command("devices", "account", _("Devices"), _("Where you are signed in; end a session there"), "app.visit_account('devices')", palette=True),
    Command("held", "account", _("Save what the portal holds about you"), _("Write it to a file (JSON)"), "app.act('held')", palette=True),
    Command("everywhere", "account", _("Sign out everywhere"), _("End all your sessions, this one too"), "app.act('everywhere')", palette=True),
    Command("letters", "account", _("Single letters"), _("Letters as keys, such as c for Classes: on or off"), "app.letters", palette=True),

    Command("row-up", "list", _("Up"), _("The row above"), "move(-1)", ("up",)),
    Command("row-down", "list", _("Down"), _("The row below"), "move(1)", ("down",)),
    Command("page-up", "list", _("Page up"), _("A screenful up"), "page(-1)", ("pageup",)),
    Command("page-down", "list", _("Page down"), _("A screenful down"), "page(1)", ("pagedown",)),
    Command("first", "list", _("First"), _("The first row"), "ends(-1)", ("home",)),
    Command("last", "list", _("Last"), _("The last row"), "ends(1)", ("end",)),
    Command("open", "list", _("Open"), _("Open the row, or unfold it"), "open", ("enter",)),
    Command("turn", "list", _("Fold or unfold"), _("Hide or show what is beneath a row marked + or -"), "turn", ("space",)),
    Command("unfold", "list", _("Unfold"), _("Show what is beneath"), "unfold", ("right",)),
    Command("fold", "list", _("Fold"), _("Hide what is beneath, or go to the row above it"), "fold", ("left",)),
    Command("number", "list", _("Open by number"), _("Type the number in front of a row; Esc takes it back"), "", ("0-9",)),
    Command("find", "list", _("Find"), _("Type a part of a row's words; Up and Down go to others that match"), "find", ("ctrl+f",), ("slash",), palette=True),

    Command("bar-left", "bar", _("Left"), _("The word to the left"), "move(-1)", ("left",)),
    Command("bar-right", "bar", _("Right"), _("The word to the right"), "move(1)", ("right",)),
    Command("bar-open", "bar", _("Open"), _("Go where the word says"), "open", ("enter", "space")),
    Command("bar-leave", "bar", _("Down"), _("On to the next part"), "app.focus_next", ("down",)),
    Command("bar-leave-up", "bar", _("Up"), _("Back to the part before"), "app.focus_previous", ("up",)),

    Command("press", "button", _("Press"), _("Do what the button says; set the tick, or take it back"), "press", ("enter", "space")),
    Command("button-up", "button", _("Up"), _("The field before"), "app.focus_previous", ("up",)),
    Command("button-down", "button", _("Down"), _("On to the next part"), "app.focus_next", ("down",)),
    Command("form-back", "form", _("Back"), _("Stop waiting, or go back"), "screen.back", ("escape",)),
    Command("retry", "door", _("Retry"), _("Ask the portal again, and send what was not sent"), "screen.retry", ("ctrl+r",), palette=True),
    Command("field-up", "field", _("Up"), _("The field before"), "app.focus_previous", ("up",)),
    Command("field-down", "field", _("Down"), _("The next field"), "app.focus_next", ("down",)),
    Command("show-password", "password", _("Show password"), _("See what you typed, and hide it again"), "show_secret", ("ctrl+t",)),

    Command("next-question", "taking", _("Next"), _("The next question"), "screen.step(1)", ("f6", "right"), palette=True),
    Command("previous-question", "taking", _("Previous"), _("The question before"), "screen.step(-1)", ("shift+f6", "left"), palette=True),
    Command("jump", "taking", _("Question by number"), _("Type a question's number; where a digit would be an answer, after this key"), "screen.jump", ("ctrl+g",)),
    Command("jump-digits", "question-view", _("Question by number"), _("Where nothing is typed into: go to a question"), "", ("0-9",)),
    Command("swap", "taking", _("Text or question"), _("From the text that the question is about to the question, and back"), "screen.swap", ("f2",), palette=True),
    Command("flag", "taking", _("Flag"), _("Mark the question, to come back to it; or no longer"), "screen.flag", ("f3",), palette=True),
    Command("note", "taking", _("Note"), _("Write a note on the question, for yourself"), "screen.note", ("f4",), palette=True),
    Command("strike", "taking", _("Strike out"), _("Strike out the option under the cursor, or no longer"), "screen.strike", ("f5",), palette=True),
    Command("map", "taking", _("All questions"), _("See which questions are answered, blank or flagged, and go to one"), "screen.map", ("f7",), palette=True),
    Command("hide-time", "taking", _("Hide the time"), _("Hide the time left, or show it again"), "screen.hide_time", ("f9",), palette=True),
    Command("submit", "taking", _("Submit"), _("Look everything over, then submit"), "screen.submit", ("f10",), palette=True),
    Command("pictures", "taking", _("Save pictures"), _("Save the files of the question's pictures on this computer"), "screen.pictures", ("ctrl+s",), palette=True),
    Command("decide", "taking", _("Decide"), _("Where two places have answered: which answer holds; or write here from now on"), "screen.decide", ("ctrl+d",), palette=True),
    Command("send-now", "taking", _("Retry"), _("Ask the portal again, and send what waits, now"), "app.sync", ("ctrl+r",), palette=True),
    Command("undo", "taking", _("Undo"), _("The answer from before"), "screen.undo", ("ctrl+z",), palette=True),
    Command("leave-taking", "taking", _("Leave"), _("Back to the pages; everything is kept, and can be gone on with"), "screen.back", ("escape",), palette=True),
    Command("letter", "question-view", _("Answer by letter"), _("Choose the option with this letter, where the cursor is"), "", ("a-z",)),
    Command("answer", "question-view", _("Answer"), _("Choose the option under the cursor, open a place, or type into it"), "", ("enter", "space")),
    Command("order", "question-view", _("Earlier, later"), _("Where things are put in order: move the chosen one"), "", ("+ -",)),
    Command("clear", "question-view", _("Take back"), _("Take back what is answered where the cursor is"), "screen.clear", ("delete", "backspace")),
    Command("line-up", "answer-line", _("Up"), _("Done: back to the question"), "screen.back", ("up",)),
    Command("line-down", "answer-line", _("Down"), _("Done: back to the question"), "screen.back", ("down", "tab")),
    Command("essay-undo", "essay", _("Undo"), _("What was typed before"), "undo", ("ctrl+z",)),
    Command("essay-next", "essay", _("Next"), _("The next question; the text is kept"), "screen.step(1)", ("f6",)),
    Command("essay-map", "essay", _("All questions"), _("See how each stands; the text is kept"), "screen.map", ("f7",)),
    Command("essay-done", "essay", _("Done"), _("Back to the question; the text is kept"), "screen.back", ("escape", "tab")),
    Command("overview-submit", "overview", _("Submit"), _("Submit the assessment; that is asked once more"), "screen.submit", ("f10",)),
    Command("overview-close", "overview", _("Back"), _("Back to the question"), "screen.close", ("escape", "f7")),

    Command("help-close", "help", _("Close"), _("Back to the page"), "screen.close", ("escape", "f1", "f8")),
)
# fmt: on

_BY_ID = {command.id: command for command in COMMANDS}

_KEY_NAMES = {
    "escape": _("Esc"),
    "enter": _("Enter"),
    "space": _("Space"),
    "tab": _("Tab"),
    "shift+tab": _("Shift+Tab"),
    "shift+f6": _("Shift+F6"),
    "pageup": _("PgUp"),
    "pagedown": _("PgDn"),
    "up": _("Up"),
    "down": _("Down"),
    "left": _("Left"),
    "right": _("Right"),
    "home": _("Home key"),
    "end": _("End key"),
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}


def command(id: str) -> Command:
    """The command with this id."""
    return _BY_ID[id]


def in_scope(*scopes: Scope) -> list[Command]:
    """The commands of these scopes, in the order in which help lists them."""
    return [command for command in COMMANDS if command.scope in scopes]


def key_name(key: str) -> str:
    """A key as a reader knows it: "F1", "ctrl+q", "/"."""
    if key in _KEY_NAMES:
        return _KEY_NAMES[key]
    return key.upper() if key[:1] == "f" and key[1:].isdecimal() else key


def key_words(command: Command, *, letters: bool = True) -> str:
    """A command's keys in words: "F2 or h"."""
    keys = (*command.keys, *command.letters) if letters else command.keys
    return _(" or ").join(map(key_name, keys))


def hint(id: str) -> str:
    """A command and its first key, for the foot of the screen: "F1 Help"."""
    found = command(id)
    return f"{key_name(found.keys[0])} {found.name}"
