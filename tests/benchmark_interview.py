"""Measures the plan for an interview: `python tests/benchmark_interview.py [SEEDS]`

Simulated learners start from nothing and answer until the eve, once by the plan and once by the plain schedule: ten
new cards a day and whatever is due, the same cards by the same day. Their memories are FSRS's: a card is recalled with
the probability that FSRS predicts, and what is forgotten is asked again after ten minutes, as in a session. Prints the
mean predicted recall of all cards on the day of the interview and all answers that it took, and exits with 1 if the
plan's recall is below 99 % or it took more than 1.2 times the answers.

Rows of OUT_OF_REACH don't count. In one or two weeks no plan gets there: `python tests/benchmark_interview_bound.py`
computes the most that any can reach. A beginner, who forgets half of the new cards at once, would get there in a month
and a half only by an eve longer than an evening. The same seeds always give the same numbers.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from nnprep.content.askable import Askable
from nnprep.learner.grades import Grade
from nnprep.learner.schedule.deck import deal_today
from nnprep.learner.schedule.fsrs_model import graded, recall
from nnprep.learner.schedule.learner_state import LearnerState
from tests.quiz.cards import made_up

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
CARDS = [made_up(f"card-{number}", topic=f"topic-{number % 12}") for number in range(187)]
"""As many as are built in."""
A_DAY = 10
"""New cards of the plain schedule; in fewer than 20 days, both have only as many cards as it can introduce."""
DAYS = (7, 14, 30, 45, 60)
"""Days until the interview."""
RECALL, TIMES = 0.99, 1.2
"""What the plan must reach, and how many times the plain schedule's answers it may take."""


class Learner(NamedTuple):
    """How likely each grade is, from *again* to *easy*."""

    first: tuple[float, float, float, float]
    """For a new card."""
    recalled: tuple[float, float, float]
    """For a card that was recalled: *hard*, *good*, *easy*."""


LEARNERS = {
    "beginner": Learner((0.45, 0.25, 0.27, 0.03), (0.25, 0.70, 0.05)),
    "student": Learner((0.25, 0.20, 0.45, 0.10), (0.12, 0.78, 0.10)),
    "refresher": Learner((0.10, 0.15, 0.55, 0.20), (0.05, 0.80, 0.15)),
}
OUT_OF_REACH = {(days, name) for days in (7, 14) for name in LEARNERS} | {(30, "beginner"), (45, "beginner")}


class Result(NamedTuple):
    """What one simulated learner reached."""

    recall: float
    """Mean predicted recall of all cards on the day of the interview; cards never asked count as 0."""
    answers: list[int]
    """How many cards were answered on each day, those asked twice counted twice."""


def simulate(
    learner: Learner, days: int, seed: int, *, planned: bool, cards: Sequence[Askable] = CARDS
) -> Result:
    """Return what a learner reaches who answers every day's deck."""
    draw = random.Random(seed)
    interview = (START + timedelta(days=days)).date()
    state = LearnerState(interview=interview if planned else None)
    answers = []
    for number in range(days):
        now = START + timedelta(days=number)
        deck: Sequence[Askable] = deal_today(cards, state, now).cards
        answers.append(0)
        while deck:
            for card in deck:
                before = state.memories.get(card.id)
                predicted = None if before is None else recall(before, now.date())
                grade = answer(learner, predicted, draw)
                state.memories[card.id] = graded(before, grade, now, now.date())
            answers[-1] += len(deck)
            now += timedelta(minutes=16)
            deck = [card for card in deck if comes_back(state, card, now)]
    memories = [state.memories[card.id] for card in cards if card.id in state.memories]
    return Result(sum(recall(memory, interview) for memory in memories) / len(cards), answers)


def answer(learner: Learner, predicted: float | None, draw: random.Random) -> Grade:
    """Return the grade of one answer to a card that is recalled with a probability; None for a new card."""
    if predicted is None:
        return draw.choices(list(Grade), learner.first)[0]
    if draw.random() >= predicted:
        return Grade.AGAIN
    return draw.choices(list(Grade)[1:], learner.recalled)[0]


def comes_back(state: LearnerState, card: Askable, now: datetime) -> bool:
    """Return whether a card that was just answered is due again on the same day."""
    memory = state.memories[card.id]
    return memory.due_at is not None and memory.is_due(now, now.date())


def mean(results: Sequence[Result]) -> tuple[float, float]:
    """Return the mean recall and the mean number of answers."""
    return (
        sum(each.recall for each in results) / len(results),
        sum(sum(each.answers) for each in results) / len(results),
    )


def main(seeds: int) -> int:
    """Print a row for each kind of learner and time; return the exit code."""
    print(f"{seeds} learners each: predicted recall on the day, answers in all, on the eve")
    missed = 0
    for days in DAYS:
        cards = CARDS[: A_DAY * (days - 1)]
        for name, learner in LEARNERS.items():
            plain = [simulate(learner, days, seed, planned=False, cards=cards) for seed in range(seeds)]
            plan = [simulate(learner, days, seed, planned=True, cards=cards) for seed in range(seeds)]
            (usual, least), (reached, most) = mean(plain), mean(plan)
            eve = sum(each.answers[-1] for each in plan) / seeds
            misses = reached < RECALL or most > TIMES * least
            missed += misses and (days, name) not in OUT_OF_REACH
            print(
                f"{days} days, {len(cards)} cards, {name:<9}  plain {usual:.1%} in {least:.0f}   plan {reached:.2%}"
                f" in {most:.0f} = {most / least:.2f} times, {eve:.0f} on the eve{'   missed' if misses else ''}",
                flush=True,
            )
    print(f"{missed} plans that could reach {RECALL:.0%} at {TIMES} times the answers miss it")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 4))
