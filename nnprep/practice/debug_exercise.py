"""Debugging exercises: a complete solution with one known mistake in it, and nothing that gives it away."""

from __future__ import annotations

import random
from collections.abc import Collection
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from nnprep.content.edits import comment_columns
from nnprep.content.exercises import Exercise, Mistake, Severity
from nnprep.content.text_files import stub_text
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.errors import UnknownNameError
from nnprep.grading.diagnosis.wrong_reference import reference_with
from nnprep.grading.reference import reference_text

if TYPE_CHECKING:
    from nnprep.practice.debug_variants import Variant


def chosen_mistake(
    exercise: Exercise, level: str | None, seen: Collection[str], rng: random.Random
) -> Mistake | Variant:
    """Choose a core mistake of a level (by default the easiest), one not seen before if possible.

    Once all known ones have been seen, mistakes are derived from the reference.

    Raises UnknownNameError for a level that has no mistakes, and ContentError for a broken mistakes.yaml.
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
    if not fresh:
        # Late: it tries the mistake, and NumPy takes longer to import than the rest of the command.
        from nnprep.practice.debug_variants import variant

        if derived := variant(exercise, level, seen, rng):
            return derived
    return rng.choice(fresh or [m for m in mistakes if level is None or m.level.value == level])


def debug_text(exercise: Exercise, mistake: Mistake | Variant) -> str:
    """Return the file that is handed out: the task of the stub, then the solution with the mistake in it.

    Raises ContentError if the mistake doesn't fit the reference.
    """
    return f"# nnprep: {exercise.id} debug\n{debug_task(exercise)}\n\n{wrong_code(exercise, mistake)}"


def debug_task(exercise: Exercise) -> str:
    """Return the docstring of a debugging file."""
    task = stub_text(exercise).partition('"""')[2].partition('"""')[0]
    task = task.replace(f"doctest {exercise.module}.py", f"doctest {exercise.module}_debug.py")
    return f'"""{INTRODUCTION}{task}"""'


def wrong_code(exercise: Exercise, mistake: Mistake | Variant) -> str:
    """Return the solution with a mistake in it, as it is handed out; raises ContentError."""
    return uncommented(reference_with(exercise, mistake) if isinstance(mistake, Mistake) else mistake.text)


def place_of(exercise: Exercise, mistake: Mistake | Variant) -> dict[str, str]:
    """Return the lines that a mistake changes, and some among which they are, as the history keeps them.

    Raises ContentError.
    """
    return changed_line(uncommented(reference_text(exercise)), wrong_code(exercise, mistake))


def changed_line(right: str, wrong: str) -> dict[str, str]:
    """Return each `line` in which wrong code differs from the right one, and some `lines` around them."""
    old, new = ([line for line in code.splitlines() if line.strip()] for code in (right, wrong))
    changes = [
        each for each in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if each[0] != "equal"
    ]
    last = len(new) - 1  # where a line is missing, the one that is there instead is meant, or the last
    changed = {min(n, last) for _, _, _, start, end in changes for n in range(start, max(end, start + 1))}
    # Not around a line, which would then be the one in the middle.
    firsts = {max(0, min(n // AMONG * AMONG, len(new) - AMONG)) for n in changed}
    among = sorted({n for first in firsts for n in range(first, min(first + AMONG, len(new)))})
    return {
        "line": "\n".join(new[n] for n in sorted(changed)),
        "lines": "\n".join(new[n] for n in among),
    }


def uncommented(code: str) -> str:
    """Return Python code without comments, and without lines of which only the indentation is left."""
    columns = comment_columns(code)
    lines = []
    for number, line in enumerate(code.splitlines()):
        bare = line[: columns[number]].rstrip() if number in columns else line
        if bare.strip() or not line:
            lines.append(bare)
    return "\n".join(lines).strip() + "\n"


AMONG = 6
"""How many lines the first hint leaves for each place that was changed."""
INTRODUCTION = """Debugging: the code below is complete, except that it contains one mistake. Find it and fix it.

The task was:

"""
