"""Chooses the coding task, an exercise or one part of it that fits the time, and a mistake to debug."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING

from nnprep.content.cards import Level
from nnprep.content.exercises import Exercise, Mistake, Severity
from nnprep.content.text_files import stub_text
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.interview.agenda import Item, Task
from nnprep.interview.planning.cards import Past
from nnprep.interview.planning.parts import Seniority

if TYPE_CHECKING:
    from nnprep.learner.attempts import Record

LEVELS = {
    Seniority.JUNIOR: {Level.EASY: 3.0, Level.MEDIUM: 1.0, Level.HARD: 0.1},
    Seniority.MID: {Level.EASY: 0.7, Level.MEDIUM: 3.0, Level.HARD: 0.5},
    Seniority.SENIOR: {Level.EASY: 0.2, Level.MEDIUM: 2.0, Level.HARD: 3.0},
}
FAILED, UNTRIED, PASSED = 3.0, 2.0, 0.7
"""Chances of an exercise that was tried and not passed, never tried, and passed."""
EXAMPLE = ">>>"
PATIENCE = 1.25
"""Times the minutes there are that a task may take."""
FOUND = 90
"""Seconds for saying what the mistake is."""


def coding_item(
    exercises: Sequence[Exercise],
    level: Seniority,
    seconds: int,
    done: Mapping[str, Record],
    past: Past,
    focus: Collection[str],
    rng: Random,
) -> Item | None:
    """Return the coding task: a whole exercise if one fits, else one part of one; None without any exercise."""
    minutes = seconds / 60
    fit = [each for each in exercises if EXAMPLE in stub_text(each)]
    whole = [each for each in fit if minutes / 2.5 <= each.minutes <= minutes * PATIENCE]
    parts = [each for each in fit if each.minutes / len(each.parts) <= minutes * PATIENCE]
    candidates = fresh(whole or parts or fit, past)
    if not candidates:
        return None
    weights = [weight(each, level, done, focus) for each in candidates]
    exercise = rng.choices(candidates, weights)[0]
    # A later part rests on earlier ones, so the first is the one that stands by itself.
    part = None if exercise in whole else exercise.parts[0]
    chosen = exercise.parts if part is None else (part,)
    share = len(chosen) / len(exercise.parts)
    task = Task(
        exercise=exercise.id,
        title=exercise.title,
        summary=exercise.summary,
        parts=() if part is None else (part.id,),
        titles=tuple(each.title for each in chosen),
        functions=tuple(name for each in chosen for name in each.functions),
    )
    return Item(
        subject=exercise.id,
        topic="",
        asked=exercise.summary,
        target_seconds=round(60 * max(3, exercise.minutes * share)),
        task=task,
    )


def debugging_items(
    exercises: Sequence[Exercise],
    level: Seniority,
    seconds: int,
    done: Mapping[str, Record],
    past: Past,
    taken: Collection[str],
    rng: Random,
) -> tuple[Item, ...]:
    """Return the debugging task, and the question what the mistake was; nothing without any exercise."""
    others = [each for each in exercises if each.id not in taken] or list(exercises)
    short = [each for each in others if each.minutes <= seconds / 60 * 2.5] or others
    candidates = fresh(short, past)
    rng.shuffle(candidates)
    candidates.sort(key=lambda each: -weight(each, level, done, ()))
    for exercise in candidates[: max(1, len(candidates) // 2)]:
        mistake = planted(exercise, level, past, rng)
        if mistake is not None:
            task = Task(
                exercise=exercise.id,
                title=exercise.title,
                summary=exercise.summary,
                parts=(),
                titles=tuple(each.title for each in exercise.parts),
                functions=tuple(name for each in exercise.parts for name in each.functions),
                mistake=mistake.id,
                mistake_say=mistake.say,
            )
            return (
                Item(exercise.id, "", DEBUG.format(title=exercise.title), seconds - FOUND, task=task),
                Item(exercise.id, "", GUESS, FOUND, model_answer=mistake.say, guess=True),
            )
    return ()


def planted(exercise: Exercise, level: Seniority, past: Past, rng: Random) -> Mistake | None:
    """Return a core mistake of a fitting level, one not handed out before if possible; None if there is none."""
    mistakes = [each for each in load_mistakes(exercise) if each.severity is Severity.CORE]
    new = [each for each in mistakes if f"{exercise.id}:{each.id}" not in past.mistakes] or mistakes
    return rng.choices(new, [LEVELS[level][each.level] for each in new])[0] if new else None


def fresh(exercises: Sequence[Exercise], past: Past) -> list[Exercise]:
    """Return those that weren't in the last interview, or all if all were."""
    return [each for each in exercises if each.id not in past.last] or list(exercises)


def weight(exercise: Exercise, level: Seniority, done: Mapping[str, Record], focus: Collection[str]) -> float:
    """Return how likely an exercise is chosen, beside others."""
    record = done.get(exercise.id)
    state = UNTRIED if record is None or not record.attempts else PASSED if record.passed else FAILED
    near = any(
        word in exercise.id or word in exercise.group.value for topic in focus for word in topic.split("-")
    )
    return LEVELS[level][exercise.level] * state * (10.0 if near else 1.0)


DEBUG = "This file solves “{title}”, but it has one mistake. Find it and fix it."
GUESS = "In a sentence or two: what was the mistake, and how did you find it?"
