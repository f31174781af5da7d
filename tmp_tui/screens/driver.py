"""Reading the terminal's keys, whatever comes: Textual's own reader ends at a byte that is no UTF-8, and in a paste without
an end it hears no key any more."""

import os
import selectors
from codecs import getincrementaldecoder
from itertools import chain

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

AT_ONCE = 4096  # bytes
PASTE, END = "\x1b[200~", "\x1b[201~"
CTRL_Q = "\x11"


class PatientDriver(LinuxDriver):
    """A stray byte is a mistyped letter; Ctrl+Q by itself is no part of a paste, but says that its end was lost."""

    def run_input_thread(self) -> None:
        """Read until the app is over."""
        parser, decode = XTermParser(self._debug), getincrementaldecoder("utf-8")("replace").decode
        pasting = ""  # the end of what came since a paste began, empty where none is open
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                text = decode(os.read(self.fileno, AT_ONCE)) if selector.select(0.1) else ""
                if text == CTRL_Q and pasting:
                    text = END + text
                pasting = _still_open(pasting + text)
                for event in chain(parser.feed(text) if text else (), parser.tick()):
                    self.process_message(event)
        try:
            for _event in parser.feed(""):
                pass
        except (EOFError, ParseError):
            pass


def _still_open(text: str) -> str:
    """What to remember of a paste that has not ended, so that an end that comes in two halves is found."""
    began = text.rfind(PASTE)
    if began >= 0 and END not in text[began:]:
        return PASTE + text[began + len(PASTE) :][-len(END) :]
    return ""
