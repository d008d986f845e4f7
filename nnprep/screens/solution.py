"""A solution with the reason for each step, and how yours differs."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from nnprep.content.exercises import Exercise

SIGNS = {"-": "red", "+": "green"}


def solution_screen(exercise: Exercise, reference: str, unlike: Sequence[str]) -> RenderableType:
    """The reference, its reasons set apart from its code, then the difference to the learner's file."""
    lines: list[RenderableType] = [Text(exercise.title, style="bold"), Text()]
    lines += [code_line(line) for line in reference.rstrip().splitlines()]
    if unlike:
        lines += [
            Text(),
            Text("Yours (-) beside it (+); another way is not a worse one:", style="bold"),
            Text(),
        ]
        lines += [
            Text(line, style=SIGNS.get(line[:1], "dim"), no_wrap=True, overflow="ellipsis") for line in unlike
        ]
    if exercise.follow_ups:
        lines += [Text(), Text("What an interviewer asks next", style="bold")]
        for follow_up in exercise.follow_ups:
            lines += [Text(), Text(follow_up.question), Text(follow_up.answer, style="dim")]
    return Group(*lines)


def code_line(line: str) -> RenderableType:
    """A line of code; a comment of its own is a reason, stands out and wraps under itself."""
    code = line.lstrip()
    if code.startswith("#"):
        return Padding(Text(code, style="yellow"), (0, 0, 0, len(line) - len(code)), expand=False)
    code, sign, comment = line.partition("  #")
    return Text.assemble(code, (sign + comment, "dim"))
