"""One hint, and how many there are."""

from __future__ import annotations

from nnprep.content.exercises import Exercise, Part
from nnprep.screens.lines import Line, Paper, Style
from nnprep.screens.report import next_lines

STEPS = ("a nudge", "the method", "nearly the code")


def hint_lines(exercise: Exercise, part: Part, step: int, paper: Paper, *, new: bool) -> list[Line]:
    """All hints of a part up to `step`; the newest stands out."""
    several = f", {part.title}" if len(exercise.parts) > 1 else ""
    head = f"{exercise.id}{several}   hint {step} of {len(part.hints)}: {STEPS[step - 1]}"
    lines = [*paper.paragraph(head, Style.STRONG, indent=""), Line()]
    for text in part.hints[: step - 1]:
        lines += paper.paragraph(text, Style.FAINT, indent="")
    lines += [*paper.paragraph(part.hints[step - 1], indent=""), Line()]
    if step < len(part.hints):
        return lines + next_lines([f"nnprep check {exercise.id}", f"nnprep hint {exercise.id}"], paper)
    if not new:
        lines += paper.paragraph("There is no further hint.", indent="")
    steps = [f"nnprep check {exercise.id}", f"nnprep solution {exercise.id} --give-up"]
    return lines + next_lines(steps, paper)
