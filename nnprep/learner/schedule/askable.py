"""What the schedule needs to know of a card."""

from __future__ import annotations

from typing import Protocol

from nnprep.content.cards import Kind, Level


class Askable(Protocol):
    """A card, or its heading."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def level(self) -> Level: ...
    @property
    def topic(self) -> str: ...
