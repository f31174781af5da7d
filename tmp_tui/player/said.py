"""An answer in words, whatever the kind of question."""

from tmp_tui.player.kinds import places_of
from tmp_tui.player.words import chosen_words, file_words, place_words
from tmp_tui.text import _
from tmp_tui.wire.attempts import Values
from tmp_tui.wire.items import Item


def answer_words(item: Item | None, values: Values) -> str:
    """The answer as it is read; without its question (which is not released) as it was given."""
    if item is None:
        words = [file_words(text) for texts in values.values() for text in texts]
    else:
        places = [place for place in places_of(item, values) if not place.blank]
        words = [place_words(place) if place.name else chosen_words(place) for place in places]
    return "; ".join(" ".join(text.split()) for text in words) or _("no answer")
