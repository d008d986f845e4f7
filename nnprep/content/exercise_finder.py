"""Finds one exercise by its name, and its known mistakes: without PyYAML if it can be, else with the strict reader."""

from __future__ import annotations

from nnprep.content.exercise_index import NAME, exercise_ids, plain_exercise
from nnprep.content.exercises import MISTAKES, Exercise, Mistake
from nnprep.content.roots import read_plain
from nnprep.content.yaml.plain_mistakes import plain_mistakes


def find_exercise(name: str) -> Exercise:
    """Return one exercise by its id or an alias, with hyphens or underscores; reads only that one if it's an id.

    Raises UnknownNameError, or ContentError with all errors in its folders.
    """
    exercise = plain_exercise(name.replace("_", "-"))
    if exercise is not None:
        return exercise
    # Only aliases, files in an unusual form and errors take the strict reader.
    from nnprep.content.library import find_exercise

    return find_exercise(name)


def exercise_id(name: str) -> str | None:
    """Return the id that a name means: an id or an alias, with hyphens or underscores; None if unknown."""
    id = name.replace("_", "-")
    if id in exercise_ids():
        return id
    if not NAME.fullmatch(id):
        return None
    # As above.
    from nnprep.content.library import id_of_alias

    return id_of_alias(name)


def find_mistakes(exercise: Exercise) -> tuple[Mistake, ...]:
    """Return the known mistakes of an exercise, in the file's order; raises ContentError with all errors."""
    try:
        return plain_mistakes(read_plain(exercise.solution / MISTAKES))
    except (OSError, ValueError):
        # As above.
        from nnprep.content.library import find_mistakes

        return find_mistakes(exercise)
