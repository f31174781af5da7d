"""What is said of a standard: its name, its level in words, its percentage. The same words are made once."""

from tmp_tui.pages.levels import level_facts
from tmp_tui.pages.model import Fact
from tmp_tui.text import _
from tmp_tui.wire import Standard, StandardLevel


class Standing:
    """My levels of a class in words."""

    def __init__(self, levels: dict[int, StandardLevel]) -> None:
        self.levels = levels
        self._level_facts = level_facts()
        self._percent_name, self._percent_words = _("Percent"), _("{percent} %")
        self._said: dict[tuple[int, int], tuple[Fact, ...]] = {}

    def facts(self, position: int) -> tuple[Fact, ...]:
        """Level and percentage; what is not assessed has none, which is not 0."""
        found = self.levels.get(position)
        if found is None:
            return self._level_facts[:1]
        level, percent = found.level, found.percent
        said = self._said.get((level, percent))
        if said is None:
            known = self._level_facts[level] if 0 < level < len(self._level_facts) else _other(level)
            words = self._percent_words.format(percent=percent)
            share = Fact("percent", self._percent_name, words, str(percent))
            said = self._said[level, percent] = (known, share)
        return said


def standard_text(standard: Standard) -> str:
    """Code and statement on one line, or words that say that there is neither."""
    text = f"{standard.code} {standard.statement}" if standard.code else standard.statement
    if "\n" in text:
        text = " ".join(text.split())
    return text if text and not text.isspace() else _("(no title)")


def _other(level: int) -> Fact:
    """A level that a newer portal knows."""
    return Fact("level", _("Level"), _("Level {level}").format(level=level), str(level))
