"""`nnprep check --format github`: what is wrong, as annotations beside the functions of the submission."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from nnprep.cli.annotations import annotation
from nnprep.content.exercises import Part, Severity
from nnprep.grading.report import Report, Status
from nnprep.late_pattern import late_pattern
from nnprep.practice.attempt import Attempt
from nnprep.screens.check.diagnosis import first_sentence
from nnprep.screens.check.report import worth_raising

DEFINITION = late_pattern(r"(\s*)(?:async\s+def|def|class)\s+(\w+)")
LINE = late_pattern(r"\bline (\d+)")
LEVELS = {Severity.CORE: "error", Severity.ROBUST: "warning", Severity.STYLE: "notice"}


def github_lines(judged: Attempt) -> list[str]:
    """Return the annotations of a judged file; those that don't decide the verdict aren't errors."""
    report, path = judged.report, judged.target.path
    about = report.exercise.id
    if report.trouble:
        place = LINE.search(report.trouble)
        line = int(place[1]) if place else None
        return [annotation(str(path), report.trouble, title=f"{about}: {report.status.value}", line=line)]
    lines = definitions(path)
    return [
        annotation(str(path), message, title=f"{about}: {title}", level=level, line=line_of(part, lines))
        for level, part, title, message in remarks(report)
    ]


def remarks(report: Report) -> Iterator[tuple[str, Part, str, str]]:
    """Yield level, part, title and more of what is wrong with each part, and then of what an interviewer might ask."""
    parts = {part.id: part for part in report.exercise.parts}
    failing = [id for id, status in report.parts.items() if status is not Status.PASSED]
    raised = worth_raising(report)
    first = next(iter([*failing, *(outcome.part for outcome in raised)]), "")
    consequences = {part for each in report.diagnosis for part in each.consequences}
    named = {each.part for each in report.diagnosis}
    for each in report.diagnosis:
        part = each.part or first
        decides = part in failing and each.severity is not Severity.CORE
        for say, severity in zip(each.say, each.severities, strict=True) if part in parts else ():
            heading, rest = first_sentence(say)
            level = LEVELS[Severity.CORE if decides else severity]
            yield level, parts[part], heading, rest or heading
    for id in failing if "" not in named else ():
        if id not in named | consequences:
            wrong = next(outcome for outcome in report.failing if outcome.part == id)
            yield "error", parts[id], parts[id].title, f"{wrong.title}: {wrong.message or wrong.status.value}"
    if all(each.severity is Severity.CORE for each in report.diagnosis):
        for outcome in raised:
            message = outcome.message or outcome.status.value
            yield LEVELS[outcome.severity], parts[outcome.part], outcome.title, message


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
