"""Debugging exercises: a complete solution with one known mistake in it, and nothing that gives it away."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence

from nnprep.content.edits import comment_columns, edited
from nnprep.content.exercises import Exercise, Mistake, Severity
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.errors import UnknownNameError
from nnprep.grading.reference import reference_text


def chosen_mistake(
    exercise: Exercise, level: str | None, seen: Collection[str], rng: random.Random
) -> Mistake:
    """Choose a core mistake of a level (the easiest there is unless given), one not seen before if possible.

    Raises UnknownNameError for a level of which there is no mistake.
    """
    mistakes = [m for m in load_mistakes(exercise) if m.severity is Severity.CORE]
    order = ("easy", "medium", "hard")
    levels = [name for name in order if any(m.level.value == name for m in mistakes)]
    if level is not None and level not in levels:
        raise UnknownNameError("level of a mistake", level, levels)
    fresh = [m for m in mistakes if m.id not in seen and (level is None or m.level.value == level)]
    if fresh and level is None:
        easiest = min(order.index(m.level.value) for m in fresh)
        fresh = [m for m in fresh if order.index(m.level.value) == easiest]
    return rng.choice(fresh or [m for m in mistakes if level is None or m.level.value == level])


def debug_text(exercise: Exercise, mistakes: Sequence[Mistake]) -> str:
    """Return the file that is handed out: the task of the stub, then the solution with the mistakes in it."""
    stub = (exercise.folder / "stub.py").read_text(encoding="utf-8-sig")
    task = stub.partition('"""')[2].partition('"""')[0]
    code = edited(reference_text(exercise), [edit for mistake in mistakes for edit in mistake.edits])
    return f'# nnprep: {exercise.id} debug\n"""{FOUND}{task}"""\n\n{uncommented(code)}'


def uncommented(code: str) -> str:
    """Return Python code without its comments; lines that were only a comment are gone, and so are those that an edit
    emptied but for their indentation.
    """
    columns = comment_columns(code)
    lines = []
    for number, line in enumerate(code.splitlines()):
        kept = line[: columns[number]].rstrip() if number in columns else line
        if kept.strip() or not line:
            lines.append(kept)
    return "\n".join(lines).strip() + "\n"


FOUND = """Debugging: the code below is complete, but one mistake was put into it. Find it and mend it.

The task was this.

"""
