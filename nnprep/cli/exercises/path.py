"""`nnprep path`: ready paths through the exercises."""

from __future__ import annotations

from typing import Annotated

import typer

from nnprep.cli.content import valid_exercises
from nnprep.cli.options import completed
from nnprep.cli.output import show_page
from nnprep.content.exercises import Course
from nnprep.errors import UnknownNameError
from nnprep.learner.history.events import study_day
from nnprep.learner.history.log import History
from nnprep.learner.schedule.course import next_exercise, on_path
from nnprep.learner.schedule.learner_state import load_state
from nnprep.screens.exercise import course_lines, course_steps, path_lines


def path(
    name: Annotated[
        str | None,
        typer.Argument(
            help="evening, week or month; shows all three if omitted.",
            show_default=False,
            autocompletion=completed("course"),
        ),
    ] = None,
) -> None:
    """Show ready paths through the exercises, each with its hours, or list one.

    Each path contains the shorter ones.

    Example: nnprep path week
    """
    if name is not None and name not in list(Course):
        raise UnknownNameError("path", name, list(Course), next_step="nnprep path")
    exercises = valid_exercises()
    with History.open() as history:
        state = load_state(history)
        now = history.clock()
    if name is None:
        courses = {course: on_path(exercises, course) for course in Course}
        show_page(lambda paper: path_lines(courses, state.exercises, paper))
        return
    course = Course(name)
    chosen = on_path(exercises, course)
    coming = next_exercise(chosen, state.exercises, state.memories, now, study_day(now))
    show_page(
        lambda paper: (
            course_lines(course, chosen, state.exercises, paper) + course_steps(course, coming, paper)
        )
    )
