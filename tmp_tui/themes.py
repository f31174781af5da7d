"""Colours beside the terminal's own: text stands out from its ground by 4.5 to 1 at least, in high contrast by 7."""

from textual.theme import Theme


def _theme(name: str, front: str, ground: str, accent: str, *, dark: bool = True) -> Theme:
    return Theme(
        name, primary=accent, foreground=front, background=ground, surface=ground, panel=ground, dark=dark
    )


THEMES = (
    _theme("dark", "#e6e6e6", "#1c1c1c", "#8ab4f8"),
    _theme("light", "#1c1c1c", "#fafafa", "#0b57d0", dark=False),
    _theme("high-contrast", "#ffffff", "#000000", "#ffff00"),
)
