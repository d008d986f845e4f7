"""`nnprep drill symptoms`: what a mistake does is shown, and the learner says which mistake it is."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from random import Random

from nnprep.answers.guesses import is_meant
from nnprep.cli.content import valid_exercises
from nnprep.cli.drill.console import Console
from nnprep.content.cards import Level
from nnprep.content.exercises import Mistake
from nnprep.content.library import find_exercise
from nnprep.practice.drill_results import DrillResults, Result
from nnprep.practice.symptom_drill import SymptomQuestion, symptom_question
from nnprep.screens.drill import TRY_AGAIN
from nnprep.screens.symptoms import LETTERS, answered, asked, opening, summary


def ask_symptoms(
    names: Sequence[str], level: Level | None, count: int | None, seed: int, *, choosing: bool
) -> int:
    """Ask until the learner quits, the input ends, or `count` questions are answered; returns the exit code.

    `names` are the exercises to ask about; none are all. Raises UnknownNameError.
    """
    exercises = [find_exercise(name) for name in names] or valid_exercises()
    console = Console()
    console.show(opening(seed, choosing, console.paper))
    right: list[bool] = []
    with contextlib.closing(DrillResults()) as results, console.interruptible():
        while not console.over and (count is None or len(right) < count):
            question = symptom_question(exercises, level, Random(f"{seed} {len(right)}"))
            console.ask(asked(question, len(right) + 1, choosing, console.paper))
            since = time.monotonic()
            verdict = ask_one(question, console, choosing=choosing)
            if verdict is None:
                break
            right.append(verdict)
            seconds = time.monotonic() - since
            problem = results.save(result_of(question, verdict, seed, len(right), seconds))
            if problem:
                console.show(console.paper.paragraph(problem))
    return console.end(summary(right, console.paper), failed=results.failed)


def result_of(question: SymptomQuestion, right: bool, seed: int, number: int, seconds: float) -> Result:
    """Return what the history keeps of an answer."""
    return Result(
        family="symptoms",
        level=str(question.mistake.level),
        seed=seed,
        number=number,
        what=f"{question.exercise.id}: {question.mistake.id}",
        right=right,
        answered=True,
        slip=None,
        seconds=round(seconds, 1),
    )


def ask_one(question: SymptomQuestion, console: Console, *, choosing: bool) -> bool | None:
    """Ask one question and show the answer; returns whether it was right at once, None if the learner quits.

    After a wrong letter, the learner may try again.
    """
    missed: Mistake | None = None
    while True:
        text = console.read()
        if text is None:
            return None if missed is None else False
        if not choosing or not text:
            break
        place = LETTERS.find(text.lower()) if len(text) == 1 else -1
        if 0 <= place < len(question.options):
            chosen = question.options[place]
            if chosen.id != question.mistake.id and missed is None:
                missed = chosen
                console.show(console.paper.paragraph(TRY_AGAIN))
                continue
            console.show(answered(question, chosen, console.paper, choosing=True))
            return chosen.id == question.mistake.id and missed is None
        last = LETTERS[len(question.options) - 1]
        console.show(console.paper.paragraph(f"Type a letter from a to {last}; Enter shows the answer."))
    if text and is_meant(text, question.mistake, question.others):
        console.show(answered(question, question.mistake, console.paper))
        return True
    console.show(answered(question, None, console.paper, choosing=choosing))
    if not text:
        return False
    said = console.read(" Did you mean the same? y or n > ")
    return said is not None and said.lower().startswith("y")
