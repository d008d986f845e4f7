"""Runs the hidden checks on the code of a task, and says what was found, where, and in which words."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from nnprep.answers.guesses import is_meant
from nnprep.content.exercise_finder import find_exercise
from nnprep.content.exercises import Exercise
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.errors import HistoryError, NnprepError
from nnprep.grading.reference import reference_text
from nnprep.grading.report import Report, Status
from nnprep.interview.agenda import Task
from nnprep.interview.progress import Judgement
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.practice.attempt import event_data, judged
from nnprep.practice.debug_exercise import uncommented
from nnprep.practice.handouts import handout_of
from nnprep.practice.submissions import Target
from nnprep.sandbox.parent.child_process import ChildPeer

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
"""Between two sentences."""
EQUALLY = "{count} explanations of “{part}” fit equally well."
FRAME = re.compile(r"line (\d+), in ")
NOT_JUDGED = "The code couldn't be judged: {why}"


def judge_task(task: Task, file: str, source: str, guess: str, history: History, id: str) -> Judgement:
    """Return what the hidden checks found in a task's code, and remember the attempt; never raises for bad code.

    `id` is the interview's, which the attempt refers to.
    """
    try:
        exercise = find_exercise(task.exercise)
        target = Target(path=Path(file), exercise=exercise, debug=bool(task.mistake), automatic=False)
        code = source.encode(errors="replace")
        notes: list[str] = []
        with ChildPeer.start(code) as child:
            report = judged(target, task.parts, child, code, None, None, notes)
        if report.status is not Status.NOT_JUDGED:
            whole = not task.parts
            handout = handout_of(history, target.subject, code, target.path) if target.debug else ""
            data = event_data(target, report, code, handout, whole=whole)
            history.append(EventKind.ATTEMPT, target.subject, {**data, "interview": id})
        solution = solution_of(exercise, task)
        named = is_named(exercise, task, guess)
    except HistoryError:
        raise
    except NnprepError as error:
        why = NOT_JUDGED.format(why=error.sentence)
        return Judgement("not-judged", 0, 0, (), (), (why,), "", None)
    return judgement_of(report, source, notes, solution, named)


def judgement_of(
    report: Report, source: str, notes: Sequence[str], solution: str, named: bool | None
) -> Judgement:
    """Return a report of checks as an interview keeps it."""
    passed, total = report.score
    titles = {part.id: part.title for part in report.exercise.parts}
    trouble = (report.trouble, *report.trouble_lines) if report.trouble else ()
    return Judgement(
        status="unfinished" if report.unfinished else report.status.value,
        passed=passed,
        total=total,
        checks=tuple(
            (
                each.title,
                titles.get(each.part, each.part),
                each.severity.value,
                each.status.value,
                each.message,
            )
            for each in report.outcomes
        ),
        findings=tuple(findings(report, source)),
        notes=(*trouble, *equally_well(report, titles), *report.symptoms, *report.blocked, *notes),
        solution=solution,
        named=named,
    )


def equally_well(report: Report, titles: Mapping[str, str]) -> list[str]:
    """Return a sentence for each part that several mistakes explain."""
    counts = Counter(diagnosis.part for diagnosis in report.diagnosis)
    return [
        EQUALLY.format(count=count, part=titles.get(part, report.exercise.title))
        for part, count in counts.items()
        if count > 1
    ]


def findings(report: Report, source: str) -> list[tuple[object, ...]]:
    """Return each diagnosis with the part's title and its lines: of the functions that make up the part.

    A crash has the lines where it happened instead.
    """
    titles = {part.id: part.title for part in report.exercise.parts}
    rows: list[tuple[object, ...]] = []
    for diagnosis in report.diagnosis:
        part = diagnosis.part or only_failing_part(report)
        sentences = [each for say in diagnosis.say for each in SENTENCE.split(say)]
        rows.append((sentences, titles.get(part, ""), list(lines_of(report.exercise, part, source))))
    for outcome in report.failing:
        numbers = sorted({int(match[1]) for frame in outcome.frames if (match := FRAME.match(frame))})
        row = ([f"{outcome.message}."], titles.get(outcome.part, ""), numbers)
        if numbers and not report.diagnosis and row not in rows:
            rows.append(row)
    return rows


def only_failing_part(report: Report) -> str:
    """Return the part in which all failing checks are; empty if there are several."""
    parts = {outcome.part for outcome in report.failing}
    return parts.pop() if len(parts) == 1 else ""


def lines_of(exercise: Exercise, part: str, source: str) -> tuple[int, ...]:
    """Return the first to the last line of each function of a part; nothing if the file can't be parsed."""
    names = {name for each in exercise.parts if each.id == part for name in each.functions}
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    lines: list[int] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            inner = [
                each
                for each in node.body
                if isinstance(each, ast.FunctionDef) and f"{node.name}.{each.name}" in names
            ]
            for found in [node] if node.name in names else inner:
                lines += range(found.lineno, (found.end_lineno or found.lineno) + 1)
    return tuple(lines)


def is_named(exercise: Exercise, task: Task, guess: str) -> bool | None:
    """Return True if a guess surely names the planted mistake; None otherwise, since other words may mean the same."""
    mistakes = load_mistakes(exercise) if task.mistake and guess else []
    mistake = next((each for each in mistakes if task.mistake in (each.id, *each.spellings)), None)
    return True if mistake is not None and is_meant(guess, mistake, mistakes) else None


def solution_of(exercise: Exercise, task: Task) -> str:
    """Return the reference; of a debugging task without comments, as the file was handed out."""
    text = reference_text(exercise)
    return uncommented(text) if task.mistake else text
