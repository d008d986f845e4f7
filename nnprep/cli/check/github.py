"""`nnprep check --format github`: what is wrong, as annotations beside the functions of the submission."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

from nnprep.cli.annotations import annotation
from nnprep.content.exercises import Part
from nnprep.grading.report import Report, Status
from nnprep.practice.attempt import Attempt
from nnprep.screens.check.diagnosis import first_sentence

DEFINITION = re.compile(r"(\s*)(?:async\s+def|def|class)\s+(\w+)")
LINE = re.compile(r"\bline (\d+)")


def github_lines(judged: Attempt) -> list[str]:
    """Return the annotations of a judged file; a passed one has none."""
    report, path = judged.report, judged.target.path
    about = report.exercise.id
    if report.trouble:
        place = LINE.search(report.trouble)
        line = int(place[1]) if place else None
        return [annotation(str(path), report.trouble, title=f"{about}: {report.status.value}", line=line)]
    lines = definitions(path)
    return [
        annotation(str(path), message, title=f"{about}: {title}", line=line_of(part, lines))
        for part, title, message in remarks(report)
    ]


def remarks(report: Report) -> Iterator[tuple[Part, str, str]]:
    """Yield for each part that doesn't pass what is wrong: a title and more; the mistake's name if it has one."""
    parts = {part.id: part for part in report.exercise.parts}
    failing = [id for id, status in report.parts.items() if status is not Status.PASSED]
    consequences = {part for each in report.diagnosis for part in each.consequences}
    named = {each.part for each in report.diagnosis}
    for each in report.diagnosis:
        part = each.part or (failing[0] if failing else "")
        for say in each.say if part in parts else ():
            heading, rest = first_sentence(say)
            yield parts[part], heading, rest or heading
    for id in failing if "" not in named else ():
        if id not in named | consequences:
            first = next(outcome for outcome in report.failing if outcome.part == id)
            yield parts[id], parts[id].title, f"{first.title}: {first.message or first.status.value}"


def definitions(path: Path) -> dict[str, int]:
    """Return the lines of a file's functions, classes and methods by their names; nothing if it can't be read."""
    lines: dict[str, int] = {}
    text, outer = "", ""
    with contextlib.suppress(OSError, ValueError):
        text = path.read_text(encoding="utf-8-sig")
    for number, row in enumerate(text.split("\n"), start=1):
        if match := DEFINITION.match(row):
            indent, name = match.groups()
            outer = outer if indent else name
            lines.setdefault(f"{outer}.{name}" if indent else name, number)
    return lines


def line_of(part: Part, lines: dict[str, int]) -> int:
    """Return the line of a part's first function that a file has; 1 if it has none."""
    return next((lines[name] for name in part.functions if name in lines), 1)
