"""Text that somebody could write who means harm, and what of it must never reach a terminal."""

HOSTILE = {
    "clipboard": "\x1b]52;c;ZWNobyBoYXJt\x07title",
    "link": "\x1b]8;;file:///etc/passwd\x1b\\click\x1b]8;;\x1b\\",
    "clear": "\x1b[2J\x1b[Hgone",
    "title": "\x1b]0;other\x07name",
    "answer": "\x1b[c\x1b[6n?",
    "c1": "\x9b2J\x9d52;c;ZQ==\x9c\x90q\x9c after",
    "device": "\x1bPq#0;2;0;0;0\x1b\\sixel",
    "bidi": "\u202eesrever\u202c \u2066x\u2069 \u200fy\u061cz",
    "tags": "\U000e0041\U000e0042 tagged",
    "controls": "a\x00b\x07c\x08d\x0be\x0cf\x7fg\rh",
    "separators": "a\u2028b\u2029c\x85d",
    "lines": "line\n" * 100_000,
    "closing": "[/",
    "closed": "[/b] [b]x[/i]",
    "action": "[@click=app.quit]x[/]",
    "bell": "[@click=app.bell]y[/] [link='file:///etc/passwd']z[/link]",
    "variable": "[$x]..[/] $x {x} %s",
    "marks": "e" + "\u0301" * 300,
    "joiners": "a" + "\u200d" * 300 + "b",
    "wide": "字" * 20_000,
    "long": "x" * 30_000,
    "tab": "a\tb",
    "half": "\ud800 half a pair",
}

ACTS = frozenset(
    [
        chr(code)
        for code in (*range(0x20), *range(0x7F, 0xA0), *range(0xE0000, 0xE0080), *range(0xD800, 0xE000))
    ]
    + list("\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
)


def acts(text: str) -> set[str]:
    """The characters in it that act on a terminal instead of standing there."""
    return set(text) & ACTS
