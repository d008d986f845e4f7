"""What is heard in typed answers: the key points of their card, and those of other cards it's confused with."""

from __future__ import annotations

import time
from collections import Counter

from nnprep.answers.key_points import listen, reasons
from nnprep.content.cards import Card
from nnprep.content.library import load_cards
from nnprep.learner.stats.leech import Leech
from nnprep.quiz.session import Heard

SEVERAL = 2
"""How many key points of another card an answer makes before it counts as confused with that card."""


def heard(text: str, card: Card | None) -> Heard:
    """Return the key points in an answer to a card."""
    points = listen(text, card) if card is not None else ()
    return Heard(
        quotes={each.point: each.quote for each in points if not each.negated},
        negated={each.point: each.quote for each in points if each.negated},
        seconds=time.monotonic(),
        reasons=reasons(card) if card is not None else frozenset(),
    )


def confused_with(card: Card, failures: Leech) -> tuple[str, ...]:
    """Return the related cards whose key points the failed answers make, the most frequent first."""
    counts: Counter[str] = Counter()
    for other in load_cards([]):
        for text in failures.typed if other.id in card.see else ():
            points = [mention for mention in listen(text, other) if not mention.negated]
            counts[other.id] += len(points) >= SEVERAL
    return tuple(name for name, count in counts.most_common() if count)
