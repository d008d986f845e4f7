"""Which key points an answer ticks, and which cues would tick more: for authors who want to try the cues of a card."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from nnprep.answers.card_search import WEAK_WORDS
from nnprep.answers.key_points import Mention, listen
from nnprep.answers.terms import terms, terms_of, words
from nnprep.content.cards import Card, KeyPoint
from nnprep.content.library import find_card


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPoints:
    """An answer to a card, and what is heard in it."""

    card: Card
    heard: tuple[Mention | None, ...]
    """For each key point of the card, in its order; None if the answer doesn't mention it."""
    proposals: tuple[str, ...]
    """For each key point, a cue by which the answer would have made it; empty if there is none to propose."""

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
    missed = [point for number, point in enumerate(card.key_points) if number not in heard]
    return AnswerPoints(
        card=card,
        heard=tuple(heard.get(number) for number in range(len(card.key_points))),
        proposals=tuple(proposal(point, text, card) if point in missed else "" for point in card.key_points),
    )


def proposal(point: KeyPoint, text: str, card: Card) -> str:
    """Return a cue that hears a key point in an answer: two words that both have; empty if no such cue is safe.

    A cue isn't safe if the question, a tempting answer or a wrong statement has it too.
    """
    wanted = set(terms(point.say))
    shared = [
        word for word in dict.fromkeys(words(text)) if wanted.intersection(terms_of(word)) and word.isalpha()
    ]
    for pair in itertools.combinations(sorted(shared, key=lambda word: (word in WEAK_WORDS, -len(word))), 2):
        cue = " & ".join(sorted(pair, key=shared.index))
        trial = card._replace(key_points=(point._replace(cues=(cue,)),))
        if listen(text, trial) and not any(listen(other, trial) for other in misleading(card)):
            return cue
    return ""


def misleading(card: Card) -> tuple[str, ...]:
    """Return what must not make a key point of a card: its questions, and what is wrong."""
    trap = (card.trap.tempting,) if card.trap else ()
    return (card.question, *card.phrasings, *card.wrong, *trap)
