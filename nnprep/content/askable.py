"""What a deck needs to know of a card: enough to choose it, not enough to ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from nnprep.content.cards import Kind, Level


class Askable(Protocol):
    """A card, or the heading of one."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def level(self) -> Level: ...
    @property
    def topic(self) -> str: ...
