"""How long cards take."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnprep.content.askable import Askable

READING = 20
"""Seconds for the answer on the screen and the grade, after the target for saying it aloud."""
USUAL = 55
"""Seconds for a card that does not say its target where a heading can find it."""
TARGET = re.compile(r"^ +target_seconds: *(\d+) *$", re.MULTILINE)


def minutes(cards: Iterable[Askable]) -> int:
    """Return about how many minutes cards take, each asked once; 0 only for none.

    Nothing is learned from how long the learner takes: that is known too late to plan with, and the targets are what
    an interviewer waits.
    """
    return math.ceil(sum(target(card) + READING for card in cards) / 60)


def target(card: Askable) -> int:
    """Return how long an answer should take, in seconds; a heading that was not read yet has it in its source."""
    seconds = getattr(card, "target_seconds", None)
    if isinstance(seconds, int):
        return seconds
    found = TARGET.search(getattr(card, "source", ""))
    return int(found[1]) if found else USUAL
