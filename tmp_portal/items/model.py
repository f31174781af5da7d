"""A question as the portal keeps it: what travels to a student, and beside it what scores it."""

import hashlib
from typing import Any

import msgspec

from tmp_portal.items.scoring import Scoring
from tmp_tui.wire.items import (
    Block,
    ExtendedText,
    Graphical,
    Interaction,
    Item,
    Picture,
    Upload,
    interactions,
    kind_of,
)

COMPOSITE = "composite"
GRAPHICAL = "graphical"


class Remembered(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an item is read from again for each attempt, since template variables are made anew for each.

    `pictures` and `passages` are by the addresses that the item uses.
    """

    xml: bytes
    pictures: dict[str, Picture] = {}
    passages: dict[str, bytes] = {}

    def picture(self, address: str, alt: str) -> Picture:
        """The picture at an address, with this description."""
        return msgspec.structs.replace(self.pictures.get(address, Picture()), alt=alt)

    def read(self, address: str) -> bytes | None:
        """The passage at an address."""
        return self.passages.get(address)


class StoredItem(msgspec.Struct, frozen=True, omit_defaults=True):
    """An item with its key; only `item` ever leaves the portal (G21). It has an id once it is in the tables.

    `identifier` is the one in the file that it is from, `rubric` is for those who score by hand.
    """

    identifier: str
    item: Item
    scoring: Scoring
    points: float
    rubric: list[Block] = []
    template: Remembered | None = None

    @property
    def kind(self) -> str:
        """The kind of its interactions, `composite` where they are several, `graphical` where one of them is that."""
        kinds = {kind_of(one) for one in interactions(self.item)}
        return GRAPHICAL if GRAPHICAL in kinds else kinds.pop() if len(kinds) == 1 else COMPOSITE


def needs_person(asked: Interaction) -> bool:
    """Whether what is answered there is nothing that rules can score."""
    return isinstance(asked, ExtendedText | Upload | Graphical)


def columns(stored: StoredItem, item_id: str) -> dict[str, Any]:
    """The item as a row of `item_versions` has it: what is shown apart from what scores it."""
    encode = msgspec.json.Encoder(order="deterministic").encode
    shown = msgspec.structs.replace(stored.item, id=item_id)
    parts = {
        "shown": encode(shown),
        "scoring": encode(stored.scoring),
        "rubric": encode(stored.rubric),
        "template": None if stored.template is None else encode(stored.template),
    }
    facts = {
        "title": stored.item.title,
        "kind": stored.kind,
        "points": stored.points,
        "by_hand": stored.item.by_hand,
    }
    digest = hashlib.blake2b(repr((facts, parts)).encode(), digest_size=16).digest()
    return facts | parts | {"digest": digest}


def stored_item(row: Any, identifier: str = "") -> StoredItem:
    """The item of a row of `item_versions`, its key included: nothing for a student's eyes."""
    return StoredItem(
        identifier,
        _ITEM.decode(row.shown),
        _SCORING.decode(row.scoring),
        row.points,
        _BLOCKS.decode(row.rubric),
        None if row.template is None else _TEMPLATE.decode(row.template),
    )


_ITEM = msgspec.json.Decoder(Item)
_SCORING = msgspec.json.Decoder(Scoring)
_BLOCKS = msgspec.json.Decoder(list[Block])
_TEMPLATE = msgspec.json.Decoder(Remembered)
