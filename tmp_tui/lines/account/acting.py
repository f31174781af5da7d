"""What a row of the account's pages does, and what is asked before."""

from tmp_tui.api.errors import ApiError
from tmp_tui.lines.account.profile import confirm, profile, remove
from tmp_tui.lines.console import Console
from tmp_tui.lines.left import Left
from tmp_tui.lines.source import Source
from tmp_tui.lines.unsent import may_end
from tmp_tui.pages import devices
from tmp_tui.pages.model import Route
from tmp_tui.pages.time_zones import zone_words
from tmp_tui.text import _


def act(source: Source, console: Console, route: Route) -> bool:
    """Do it; says whether the page may be another one by now. Raises Left where every session has ended."""
    match route.item:
        case "profile":
            return profile(source, console)
        case "confirm":
            return confirm(source, console)
        case "remove":
            return remove(source, console)
        case "zone":
            return _zone(source, console, route.id)
        case "theme":
            source.looks.use(theme=route.id, keep=source.remembered)
        case "letters":
            source.looks.use(letters=route.id == "on", keep=source.remembered)
        case "held":
            return _held(source, console)
        case "end":
            return _end(source, console, route.id)
        case "everywhere":
            return _everywhere(source, console)
    return True


def agreed(console: Console, prompt: str) -> bool:
    """Whether the answer is yes."""
    return console.ask(prompt).casefold() in ("yes", _("yes").casefold())


def _zone(source: Source, console: Console, name: str) -> bool:
    try:
        source.wait(source.session.account.prefer(name))
    except ApiError as error:
        console.say(error.words)
        return False
    source.wait(source.session.sync())
    console.say(_("Times are told by: {zone}.").format(zone=zone_words(name)))
    return True


def _held(source: Source, console: Console) -> bool:
    from tmp_tui.held import held_words, readable
    from tmp_tui.store.exporting import NotWritten, write_held

    try:
        console.say(held_words(write_held(readable(source.wait(source.session.account.held())))))
    except NotWritten as error:
        console.say(str(error))
    except ApiError as error:
        console.say(error.words)
    return False


def _end(source: Source, console: Console, id: str) -> bool:
    device = source.call(lambda: devices.find_device(source.copy(), id))
    if device is None:
        return True
    if device.current:
        console.say(_("That is where you are: o signs you out."))
        return False
    console.say(devices.ending_words(device))
    prompt = _("End the session on {name}? Type yes to end it, anything else lets it be: ")
    if not agreed(console, prompt.format(name=devices.device_name(device))):
        return False
    try:
        source.wait(source.session.account.end_device(id))
    except ApiError as error:
        console.say(error.words)
    else:
        console.say(devices.ended_words(device))
    return True


def _everywhere(source: Source, console: Console) -> bool:
    if not may_end(source, console):
        return False
    console.say(source.call(lambda: devices.everywhere_words(source.copy())))
    if not agreed(console, _("Sign out everywhere? Type yes, anything else stays: ")):
        return False
    try:
        ended = source.wait(source.session.account.end_devices())
    except ApiError as error:
        console.say(error.words)
        return False
    said = source.wait(source.session.sign_out())
    words = "\n".join(filter(None, (devices.everywhere_done(ended), said)))
    raise Left(for_good=False, words=words)
