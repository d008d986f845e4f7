"""Cards for an agent: the next question, and the learner's answer to it."""

from __future__ import annotations

import time
from typing import Any

from nnprep.answers.key_points import listen
from nnprep.cli.content import valid_cards
from nnprep.cli.quiz.json_protocol import clean, parse_answer
from nnprep.content.cards import Card
from nnprep.content.library import cards_by_name
from nnprep.errors import UnknownNameError, UsageError
from nnprep.learner.grades import suggested
from nnprep.learner.history.log import History
from nnprep.learner.schedule.learner_state import LearnerState, load_state, save_state
from nnprep.quiz.log_entries import save_grade
from nnprep.quiz.queue import begin
from nnprep.quiz.selection import chosen_deck, wishes
from nnprep.quiz.turn import Turn


class Asking:
    """Asks cards, and knows when it asked which."""

    def __init__(self) -> None:
        self.turns: dict[str, Turn] = {}

    def next_card(
        self, topic: str = "", level: str = "", traps: bool = False, skip: list[str] | None = None
    ) -> dict[str, Any]:
        """Return the next interview question to ask the learner, without its answer: one that is due, else a new one.

        A trap has a claim: ask whether it's true, then why. `skip` lists the ids of cards to leave out.
        """
        chosen = wishes(level=level or None, topics=[topic] if topic else None, traps=traps)
        with History.open() as history:
            state = load_state(history)
            known = {card.id: card for card in valid_cards()}
            deck = chosen_deck(tuple(known.values()), chosen, state, history.clock())
        cards = [known[card.id] for card in deck.cards if card.id not in (skip or ())]
        if not cards:
            return {"card": None, "message": "No card is due, and today's new cards are done."}
        turn = turn_of(cards[0], state)
        self.turns[turn.card.id] = turn
        return {
            "card": turn.card.id,
            "topic": turn.card.topic,
            "level": turn.card.level.value,
            "kind": turn.card.kind.value,
            "question": turn.wording,
            "claim": turn.card.trap.claim if turn.card.trap else None,
            "target_seconds": turn.card.target_seconds,
            "left": len(cards) - 1,
        }

    def record_answer(
        self,
        card: str,
        answer: str = "",
        grade: int | None = None,
        verdict: bool | None = None,
        ticked: list[int] | None = None,
        seconds: float | None = None,
    ) -> dict[str, Any]:
        """Hear the learner's answer to a card, then record their grade.

        First without `grade`: returns which key points are in `answer`, and the model answer; nothing is saved. Then
        with `grade` (1 again, 2 hard, 3 good, 4 easy), the learner's own: it is saved, and the next date returned.
        `verdict` is what they said about a trap's claim, `ticked` the key points they made (counted from 0),
        `seconds` how long they took.
        """
        found = card_named(card)
        message: dict[str, Any] = {"grade": grade, "verdict": verdict, "ticked": ticked, "seconds": seconds}
        if grade is None:
            if not answer.strip() and verdict is None:
                raise UsageError("Give the learner's `answer` first, in their words.")
            return heard(found, clean(answer), verdict)
        with History.open() as history:
            state = load_state(history)
            turn = self.turns.get(found.id) or turn_of(found, state)
            if answer.strip():
                message["typed"] = clean(answer)
            try:
                given, turn = parse_answer(message, turn, time.monotonic())
            except (ValueError, TypeError) as error:
                raise UsageError(f"The answer can't be saved: {error}.") from None
            session = begin((found,), seconds=turn.shown_at)
            _, save = save_grade(session, turn, given, time.monotonic())
            event = history.append(save.kind, save.subject, save.data)
            state.catch_up(history)
            save_state(state, history)
        self.turns.pop(found.id, None)
        return {
            "card": found.id,
            "saved": event.id,
            "grade": given.word,
            "due": state.memories[found.id].due_day.isoformat(),
        }


def turn_of(card: Card, state: LearnerState) -> Turn:
    """Return a card as it is asked now, in the wording whose turn it is."""
    asked = {name: memory.reviews for name, memory in state.memories.items()}
    turn = begin((card,), seconds=time.monotonic(), asked=asked).turn
    if not isinstance(turn, Turn):
        raise UsageError(f"The card {card.id} can't be asked.")
    return turn


def card_named(name: str) -> Card:
    """Return a card by its id or an alias; raises UnknownNameError."""
    cards = cards_by_name(valid_cards())
    if name not in cards:
        raise UnknownNameError("card", name, cards)
    return cards[name]


def heard(card: Card, answer: str, verdict: bool | None) -> dict[str, Any]:
    """Return what an answer has of a card's key points, and the card's answer to compare with."""
    points = listen(answer, card)
    made = {each.point: each.quote for each in points if not each.negated}
    rows = [
        {"say": point.say, "must": point.must, "quote": made.get(number)}
        for number, point in enumerate(card.key_points)
    ]
    facts: dict[str, Any] = {
        "card": card.id,
        "key_points": rows,
        "quick_answer": card.quick_answer,
        "answer": card.answer,
        "follow_ups": [{"question": each.question, "answer": each.answer} for each in card.follow_ups],
        "saved": None,
    }
    if card.trap is not None:
        right = None if verdict is None else verdict == card.trap.verdict
        claim = {"claim": card.trap.claim, "claim_is_true": card.trap.verdict, "why": card.trap.why_wrong}
        return facts | claim | {"verdict_is_right": right}
    return facts | {"suggested_grade": int(suggested(card.key_points, made))}
