"""Which key points an answer ticks: for authors who want to try the cues of a card."""

from __future__ import annotations

from dataclasses import dataclass

from nnprep.answers.key_points import Mention, listen
from nnprep.content.cards import Card
from nnprep.content.library import find_card


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPoints:
    """An answer to a card, and what is heard in it."""

    card: Card
    heard: tuple[Mention | None, ...]
    """For each key point of the card, in its order; None if the answer doesn't mention it."""

    @property
    def exit_code(self) -> int:
        """0 if every required point is ticked, else 1."""
        return int(
            any(
                point.must and (heard is None or heard.negated)
                for point, heard in zip(self.card.key_points, self.heard, strict=True)
            )
        )


def answer_points(name: str, text: str) -> AnswerPoints:
    """Return which key points of the card with this id or alias an answer ticks; raises UnknownNameError."""
    card = find_card(name)
    heard = {each.point: each for each in listen(text, card)}
    return AnswerPoints(card=card, heard=tuple(heard.get(number) for number in range(len(card.key_points))))
