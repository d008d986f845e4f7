"""Computes what no plan for an interview can exceed: `python tests/benchmark_interview_bound.py [DAYS]...`

For one card, asking or waiting on each day is a decision whose best sequence can be computed backward from the day of
the interview, if the learner's memory is FSRS's and the shares of the grades are known: of all plans that take as many
answers on average, none reaches a higher recall. No real plan gets there: this one may ask every card on the eve, four
hours of them. Prints for each learner and time how many answers each recall takes, as multiples of the plain schedule's
for as many cards by the same day, and the highest recall at 1.2 times. New cards are introduced evenly in the first
half of the days.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from nnprep.learner.grades import Grade
from nnprep.learner.schedule.fsrs_model import graded, recall, scheduler
from tests.benchmark_interview import CARDS, LEARNERS, START, TIMES, Learner, mean, simulate
from tests.quiz.cards import made_up

Array = np.ndarray[Any, Any]
W = scheduler().parameters
DECAY = -W[20]
FACTOR = 0.9 ** (1 / DECAY) - 1
STABILITIES = np.exp(np.linspace(np.log(0.2), np.log(2000), 70))
DIFFICULTIES = np.linspace(1, 10, 13)
PRICES = (0.03, 0.02, 0.01, 0.007, 0.005, 0.003, 0.002, 0.0015, 0.001)
"""What an answer costs, in recall."""
SEEDS = 4


class Outcome(NamedTuple):
    """What may become of a card that is asked."""

    probability: Any
    answers: float
    stability: Any
    difficulty: Any


def recalled(stability: Any, days: Any) -> Any:
    """Return the probability of recall after some days."""
    return (1 + FACTOR * days / stability) ** DECAY


def after_recall(stability: Any, difficulty: Any, chance: Any, grade: Grade) -> Any:
    """Return the stability after a card was recalled on another day."""
    factor = {Grade.HARD: W[15], Grade.EASY: W[16]}.get(grade, 1.0)
    growth = np.exp(W[8]) * (11 - difficulty) * stability ** -W[9] * (np.exp((1 - chance) * W[10]) - 1)
    return stability * (1 + growth * factor)


def after_lapse(stability: Any, difficulty: Any, chance: Any) -> Any:
    """Return the stability after a card was forgotten."""
    long = W[11] * difficulty ** -W[12] * ((stability + 1) ** W[13] - 1) * np.exp((1 - chance) * W[14])
    return np.maximum(0.001, np.minimum(long, stability / np.exp(W[17] * W[18])))


def same_day(stability: Any, grade: Grade) -> Any:
    """Return the stability after one more recall on the same day."""
    return stability * np.maximum(1, np.exp(W[17] * (grade - 3 + W[18])) * stability ** -W[19])


def next_difficulty(difficulty: Any, grade: Grade) -> Any:
    """Return the difficulty after a grade."""
    easiest = W[4] - math.exp(W[5] * 3) + 1
    moved = difficulty - (10 - difficulty) * W[6] * (grade - 3) / 9
    return np.clip(W[7] * easiest + (1 - W[7]) * moved, 1, 10)


def relearned(chance: Any, stability: Any, difficulty: Any, learner: Learner) -> list[Outcome]:
    """Return the outcomes of asking a card again on the same day until it's good: hard at most once."""
    hard, *others = learner.recalled
    once = same_day(stability, Grade.HARD), next_difficulty(difficulty, Grade.HARD)
    ways = ((1 - hard, 2.0, stability, difficulty), (hard, 3.0 + hard, *once))
    return [
        Outcome(chance * way * share / sum(others), answers, same_day(s, grade), next_difficulty(d, grade))
        for way, answers, s, d in ways
        for share, grade in zip(others, (Grade.GOOD, Grade.EASY), strict=True)
    ]


def asked(stability: Array, difficulty: Array, days: Array, learner: Learner) -> list[Outcome]:
    """Return the outcomes of asking a card that was asked some days ago."""
    chance = recalled(stability, days)
    outcomes = [
        Outcome(
            chance * share,
            1.0,
            after_recall(stability, difficulty, chance, grade),
            next_difficulty(difficulty, grade),
        )
        for share, grade in zip(learner.recalled, (Grade.HARD, Grade.GOOD, Grade.EASY), strict=True)
    ]
    lapse = after_lapse(stability, difficulty, chance), next_difficulty(difficulty, Grade.AGAIN)
    return outcomes + relearned(1 - chance, *lapse, learner)


def introduced(learner: Learner) -> list[Outcome]:
    """Return the outcomes of asking a new card."""
    outcomes = []
    for share, grade in zip(learner.first, Grade, strict=True):
        first = graded(None, grade, START, START.date())
        if grade >= Grade.GOOD:
            outcomes.append(Outcome(share, 1.0, first.stability, first.difficulty))
        else:
            outcomes += relearned(share, first.stability, first.difficulty, learner)
    return outcomes


def read(table: Array, stability: Any, difficulty: Any) -> Any:
    """Return a table's values between its points."""
    low, high = np.log(STABILITIES[0]), np.log(STABILITIES[-1])
    x = np.clip(
        (np.log(stability) - low) / (high - low) * (len(STABILITIES) - 1), 0, len(STABILITIES) - 1.001
    )
    y = np.clip((np.asarray(difficulty) - 1) / 9 * (len(DIFFICULTIES) - 1), 0, len(DIFFICULTIES) - 1.001)
    i, j = x.astype(int), y.astype(int)
    right, down = x - i, y - j
    upper = table[i, j] * (1 - right) + table[i + 1, j] * right
    lower = table[i, j + 1] * (1 - right) + table[i + 1, j + 1] * right
    return upper * (1 - down) + lower * down


def best(learner: Learner, days: int, price: float) -> list[tuple[float, float]]:
    """Return recall and answers of one card by the best plan, for each day on which it may be introduced."""
    grid = np.meshgrid(STABILITIES, DIFFICULTIES, np.arange(1, days + 2), indexing="ij")
    outcomes, new = asked(*grid, learner), introduced(learner)
    known, answers = recalled(grid[0], grid[2]), np.zeros_like(grid[0])
    by_day = []
    for _ in range(days):
        by_day.append(
            (
                float(sum(each.probability * read(known[..., 0], *each[2:]) for each in new)),
                float(
                    sum(each.probability * (each.answers + read(answers[..., 0], *each[2:])) for each in new)
                ),
            )
        )
        if_asked = (
            sum(each.probability * read(known[..., 0], *each[2:]) for each in outcomes),
            sum(each.probability * (each.answers + read(answers[..., 0], *each[2:])) for each in outcomes),
        )
        later = [np.concatenate([each[..., 1:], each[..., -1:]], axis=2) for each in (known, answers)]
        asks = if_asked[0] - price * if_asked[1] > later[0] - price * later[1]
        known, answers = (np.where(asks, now, then) for now, then in zip(if_asked, later, strict=True))
    return by_day[::-1]


def agrees_with_the_library() -> None:
    """Raise AssertionError if a formula here isn't the library's."""
    first = graded(None, Grade.GOOD, START, START.date())
    day = first.day.replace(day=first.day.day + 4)
    at = START.replace(day=day.day)
    chance = recalled(first.stability, 4)
    assert math.isclose(chance, recall(first, day))
    for grade in Grade:
        after = graded(first, grade, at, day)
        stability = (
            after_lapse(first.stability, first.difficulty, chance)
            if grade is Grade.AGAIN
            else after_recall(first.stability, first.difficulty, chance, grade)
        )
        assert math.isclose(after.stability, stability)
        assert math.isclose(after.difficulty, next_difficulty(first.difficulty, grade))
    lapsed = graded(first, Grade.AGAIN, at, day)
    assert math.isclose(graded(lapsed, Grade.GOOD, at, day).stability, same_day(lapsed.stability, Grade.GOOD))


def main(times: list[int]) -> None:
    """Print a row for each kind of learner and time."""
    agrees_with_the_library()
    for days in times:
        count = min(len(CARDS), 10 * (days - 1))
        cards = [made_up(f"card-{number}") for number in range(count)]
        share = math.ceil(count / max(1, math.ceil(days / 2)))
        for name, learner in LEARNERS.items():
            usual, least = mean(
                [simulate(learner, days, seed, planned=False, cards=cards) for seed in range(SEEDS)]
            )
            points = []
            for price in PRICES:
                by_day = best(learner, days, price)
                results = [by_day[number // share] for number in range(count)]
                points.append((sum(n for _, n in results) / least, sum(r for r, _ in results) / count))
            reached = np.interp(TIMES, [n for n, _ in points], [r for _, r in points])
            print(
                f"{days} days, {count} cards, {name:<9} plain {usual:.1%} in {least:.0f}; at most {reached:.2%} at"
                f" {TIMES} times;  " + "  ".join(f"{r:.2%} at {n:.2f}" for n, r in points),
                flush=True,
            )


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [7, 14, 30, 45, 60])
