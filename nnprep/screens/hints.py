"""One hint, and how many there are."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from nnprep.content.exercises import Exercise, Part
from nnprep.screens.exercises import next_line

STEPS = ("a nudge", "the method", "nearly the code")


def hint_screen(exercise: Exercise, part: Part, step: int, *, new: bool) -> RenderableType:
    """All hints of a part up to `step`; the newest stands out."""
    several = f", {part.title}" if len(exercise.parts) > 1 else ""
    lines: list[RenderableType] = [
        Text.assemble(
            (exercise.id, "bold"), f"{several}   hint {step} of {len(part.hints)}: {STEPS[step - 1]}"
        ),
        Text(),
    ]
    lines += [Text(text, style="dim") for text in part.hints[: step - 1]]
    lines += [Text(part.hints[step - 1]), Text()]
    if step < len(part.hints):
        lines.append(next_line(f"nnprep check {exercise.id}", f"nnprep hint {exercise.id}"))
    else:
        if not new:
            lines.append(Text("There is no further hint."))
        lines.append(next_line(f"nnprep check {exercise.id}", f"nnprep solution {exercise.id} --give-up"))
    return Group(*lines)
