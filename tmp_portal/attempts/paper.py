"""An item as one attempt has it: in an order that its seed settles, and the shape that an answer may have."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

from tmp_portal.attempts.refusals import BadAnswer
from tmp_portal.items.model import StoredItem, stored_item
from tmp_portal.items.reading.qti3 import item_for_attempt
from tmp_tui.wire import FieldError
from tmp_tui.wire.attempts import LARGEST_ANSWER, Values
from tmp_tui.wire.items import (
    Associate,
    Block,
    Choice,
    ExtendedText,
    GapMatch,
    Hottext,
    InlineChoice,
    Interaction,
    Item,
    Match,
    Option,
    Order,
    Slider,
    TextEntry,
    Upload,
    interactions,
    options_of,
)
from tmp_tui.wire.uploads import LARGEST_FILES

MOST_VALUES = 500  # where an interaction sets no bound
MOST_KNOWN = 2_000  # items kept in memory, some KB each
Shape = dict[str, int]

T = TypeVar("T")
_BLOCKS = msgspec.json.Decoder(list[Block])
_SHAPE = msgspec.json.Decoder(Shape)


def shuffled(things: Iterable[T], names: Iterable[str], *, seed: int) -> list[T]:
    """The things in an order that follows from the seed and their names alone, on every machine."""
    pairs = zip(things, names, strict=True)
    return [thing for thing, _ in sorted(pairs, key=lambda pair: _chance(seed, pair[1]))]


def _chance(seed: int, name: str) -> bytes:
    return hashlib.blake2b(f"{seed} {name}".encode(), digest_size=8).digest()


class Known(NamedTuple):
    """An item as read from its row, and what is the same for every attempt at it."""

    stored: StoredItem
    shape: bytes
    is_shuffled: bool


def known(row: Any) -> Known:
    """The item of a row of `item_versions`; versions never change, so what was read once is kept by its digest."""
    found = _known.get(row.digest)
    if found is None:
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        stored = stored_item(row)
        asked = list(interactions(stored.item))
        found = _known[row.digest] = Known(
            stored,
            msgspec.json.encode({one.response: _most(one) for one in asked}),
            any(getattr(one, "shuffle", False) for one in asked),
        )
    return found


_known: dict[bytes, Known] = {}


def item_of(row: Any, name: str, seed: int) -> Item:
    """The item of a row of `item_versions` joined with `attempt_items`, for its student's eyes."""
    stored, _, is_shuffled = known(row)
    item = item_for_attempt(stored, seed)
    body = [_in_order(block, f"{name} ", seed) for block in item.body] if is_shuffled else item.body
    before = _BLOCKS.decode(row.said_before) if row.said_before else []
    return msgspec.structs.replace(item, id=name, body=before + body)


def _in_order(part: Any, place: str, seed: int) -> Any:
    """The part with its options, and those of all that is within it, in this attempt's order."""
    if isinstance(part, list):
        return [_in_order(one, place, seed) for one in part]
    if isinstance(part, Option | str) or not isinstance(part, msgspec.Struct):
        return part  # nothing to answer is within an option
    changes = {}
    for field in part.__struct_fields__:
        value = getattr(part, field)
        if isinstance(value, list) and value:
            changes[field] = _in_order(value, place, seed)
            if getattr(part, "shuffle", False) and all(isinstance(one, Option) for one in value):
                changes[field] = _shuffle(
                    changes[field], f"{place}{getattr(part, 'response', '')} {field}", seed
                )
    return msgspec.structs.replace(part, **changes) if changes else part


def _shuffle(options: Sequence[Option], place: str, seed: int) -> list[Option]:
    """The options shuffled, fixed ones where they are."""
    free = [option for option in options if not option.fixed]
    mixed = iter(shuffled(free, [f"{place} {option.identifier}" for option in free], seed=seed))
    return [option if option.fixed else next(mixed) for option in options]


def _most(asked: Interaction) -> int:
    """How many texts an interaction takes; negative where they are files."""
    match asked:
        case InlineChoice() | TextEntry() | Slider():
            return 1
        case ExtendedText():
            return asked.max_strings or MOST_VALUES
        case Choice() | Hottext() | Order():
            return asked.max_choices or len(options_of(asked)) or MOST_VALUES
        case Match() | Associate() | GapMatch():
            return asked.max_associations or MOST_VALUES
        case Upload():
            return -(asked.files or MOST_VALUES)
    return MOST_VALUES


def check(values: Values, shape: bytes) -> None:
    """Raise BadAnswer where an answer is not of its item's shape."""
    allowed = _SHAPE.decode(shape)
    for response, texts in values.items():
        if response not in allowed:
            raise BadAnswer(FieldError("values", "There is no such place to answer."))
        if len(texts) > abs(allowed[response]):
            raise BadAnswer(FieldError("values", f"At most {abs(allowed[response])} can be given."))
    files = {response for response, most in allowed.items() if most < 0}
    _check_size([text for response in values.keys() - files for text in values[response]], LARGEST_ANSWER)
    _check_size([text for response in values.keys() & files for text in values[response]], LARGEST_FILES)


def _check_size(texts: list[str], largest: int) -> None:
    if sum(len(text.encode()) for text in texts) > largest:
        raise BadAnswer(FieldError("values", f"At most {largest // 1024} KB can be given."))


def is_blank(values: Values) -> bool:
    """Whether nothing is answered."""
    return not any(text.strip() for texts in values.values() for text in texts)
