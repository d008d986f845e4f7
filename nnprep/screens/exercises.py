"""The list of exercises, and the task as it is handed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text

from nnprep.content.exercises import Exercise
from nnprep.memory.attempts import Record
from nnprep.screens.terminal import is_ascii


def list_screen(exercises: Sequence[Exercise], done: Mapping[str, Record]) -> RenderableType:
    """Every exercise with level, minutes and what you have done with it."""
    from rich.table import Table  # costs 5 ms, and reports need next_line only

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("exercise", no_wrap=True)
    table.add_column("level")
    table.add_column("minutes", justify="right")
    table.add_column("you")
    for exercise in exercises:
        you = done.get(exercise.id)
        table.add_row(
            exercise.id,
            exercise.level.value,
            str(exercise.minutes),
            Text(standing(you), style="green" if you and you.passed else ""),
        )
    fresh = [e for e in exercises if e.id not in done or not done[e.id].passed]
    following = fresh[0] if fresh else exercises[0] if exercises else None
    lines: list[RenderableType] = [table]
    if following:
        lines += [Text(), next_line(f"nnprep exercise {following.id}")]
    return Group(*lines)


def standing(record: Record | None) -> str:
    """What was done with an exercise, in a few words."""
    dot = "*" if is_ascii() else "·"
    if record is None:
        return "-"
    words = [record.last_status] if record.attempts else ["started"] if record.started else []
    words = ["passed"] if record.passed else words
    if record.attempts:
        words.append(f"{record.attempts} attempt{'s' if record.attempts != 1 else ''}")
    if record.hints:
        count = sum(record.hints.values())
        words.append(f"{count} hint{'s' if count != 1 else ''}")
    if record.gave_up:
        words.append("solution seen")
    return f" {dot} ".join(words) or "-"


def task_screen(exercise: Exercise, path: Path, kept: Path | None, *, debug: bool = False) -> RenderableType:
    """The task, the time an interviewer allows, and what to type next."""
    dot = "*" if is_ascii() else "·"
    head = Text.assemble(
        (exercise.title, "bold"), f"   {exercise.level.value} {dot} {exercise.minutes} minutes"
    )
    lines: list[RenderableType] = [head, Text(exercise.summary)]
    if debug:
        lines.append(Text("The file holds a complete solution with one mistake in it. Find it and mend it."))
    lines.append(Text())
    lines.append(Text(f"Written to {path}. Its docstrings say shapes and conventions."))
    if kept:
        lines.append(Text(f"Your old file is now {kept}."))
    lines.append(
        next_line(
            f"nnprep check {exercise.id}" if str(path.parent) == "." and not debug else f"nnprep check {path}"
        )
    )
    return Group(*lines)


def next_line(*commands: str) -> RenderableType:
    """The commands that can be typed next, one on a line."""
    heads = ("next   ", *["       "] * (len(commands) - 1))
    return Group(
        *(Text.assemble(head, (command, "cyan")) for head, command in zip(heads, commands, strict=True))
    )
