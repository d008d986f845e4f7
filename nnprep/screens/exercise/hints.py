"""One hint, and how many there are."""

from __future__ import annotations

import shlex

from nnprep.content.exercises import Exercise, Part
from nnprep.screens.check.report import next_lines
from nnprep.terminal.layout import Line, Paper, Style

STEPS = ("a nudge", "the method", "nearly the code")


def hint_lines(
    exercise: Exercise, part: Part, step: int, paper: Paper, *, new: bool, named: str = ""
) -> list[Line]:
    """All hints of a part up to `step`, the newest stands out; `named` is what to type for the exercise."""
    several = f", {part.title}" if len(exercise.parts) > 1 else ""
    named = shlex.quote(named or exercise.id)
    head = f"{exercise.id}{several} {'|' if paper.ascii else '·'} hint {step} of {len(part.hints)}: {STEPS[step - 1]}"
    lines = [*paper.paragraph(head, Style.STRONG, indent=""), Line()]
    for text in part.hints[: step - 1]:
        lines += paper.paragraph(text, Style.FAINT, indent="")
    lines += [*paper.paragraph(part.hints[step - 1], indent=""), Line()]
    if step < len(part.hints):
        return lines + next_lines([f"nnprep check {named}", f"nnprep hint {named}"], paper)
    if not new:
        lines += paper.paragraph("There is no further hint.", indent="")
    steps = [f"nnprep check {named}", f"nnprep solution {exercise.id} --give-up"]
    return lines + next_lines(steps, paper)


def nothing_fails(exercise: Exercise, named: str, paper: Paper) -> list[Line]:
    """That all is right already, so that no hint is needed."""
    text = (
        f"All core checks of {exercise.id} pass: there is nothing to give a hint for, and none was counted."
    )
    return [
        *paper.paragraph(text, indent=""),
        Line(),
        *next_lines([f"nnprep check {shlex.quote(named)}"], paper),
    ]
