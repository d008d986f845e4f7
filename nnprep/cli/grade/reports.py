"""Writes and shows what became of a class: for learning platforms, for submitters and for teachers."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from nnprep.cli.grade.rubrics import Rubrics
from nnprep.cli.output import finite, show_page
from nnprep.cohort.feedback.feedback import Feedback, feedback_of, part_comments, plain_comment, plain_output
from nnprep.cohort.feedback.file_names import FileNames
from nnprep.cohort.feedback.markdown import is_report, markdown
from nnprep.cohort.formats import classroom, gradescope
from nnprep.cohort.formats.canvas import Column, Graded, canvas_lines, grade_of, is_anonymous
from nnprep.cohort.formats.junit import DECLARATION, junit_lines
from nnprep.cohort.formats.moodle import Marked, moodle_lines, participant_of
from nnprep.cohort.points.points import Points, written
from nnprep.cohort.record import Record
from nnprep.cohort.summary.summary import summaries
from nnprep.errors import UsageError, plural
from nnprep.named_tuple import NamedTuple
from nnprep.pages.class_report import class_page
from nnprep.pages.document import is_page
from nnprep.pages.feedback import feedback_page
from nnprep.practice.workspace import Recognize, check_replaceable, unwritable, write_file
from nnprep.screens.cohort.class_table import ClassRow, class_lines, row_of
from nnprep.screens.cohort.summary import summary_lines
from nnprep.terminal.layout import Line, Paper
from nnprep.terminal.plain import write_lines

Records = Callable[[], Iterator[Record]]
"""Reads the records of a class, sorted by exercise and submitter, from the start each time."""
MOST_ROWS = 60
"""Submissions that a terminal lists; of a larger class, those that don't pass."""
MOST_PIPED = 10_000
"""Submissions that a pipe gets; so many rows are laid out in memory."""


class Files(NamedTuple):
    """The files that somebody wants."""

    rubric: Path | None = None
    gradescope: Path | None = None
    classroom: Path | None = None
    canvas: Path | None = None
    moodle: Path | None = None
    junit: Path | None = None
    feedback: Path | None = None
    html: Path | None = None
    """The class report, a page."""
    kit: Path | None = None
    """A folder for the autograder of Gradescope."""
    force: bool = False
    """Whether files may be replaced that nnprep didn't write."""

    def check(self) -> None:
        """Raise UsageError for a file that would not be replaced: before a class is judged, not after."""
        marks = {
            self.gradescope: begins_with(gradescope.MARK),
            self.classroom: begins_with(classroom.MARK),
            self.junit: is_junit,
            self.html: is_page,
            self.canvas: None,
            self.moodle: None,
        }
        for path, ours in marks.items():
            if path is not None:
                check_replaceable(path, force=self.force, ours=ours)

    @property
    def one_submitter(self) -> bool:
        """Whether a format is wanted that holds one submission."""
        return self.gradescope is not None or self.classroom is not None


def write_reports(records: Records, files: Files, rubrics: Rubrics) -> None:
    """Write all files that are wanted. Raises UsageError."""
    if files.one_submitter:
        write_single(records, files, rubrics)
    if files.canvas is not None:
        write_canvas(records, files.canvas, rubrics, force=files.force)
    if files.moodle is not None:
        write_moodle(records, files.moodle, rubrics, force=files.force)
    if files.junit is not None:
        write_file(files.junit, junit_lines(records()), force=files.force, ours=is_junit)
    if files.feedback is not None:
        write_feedback(records, files.feedback, rubrics, force=files.force)
    if files.html is not None:
        write_file(files.html, class_page(summaries(records())), force=files.force, ours=is_page)


def write_single(records: Records, files: Files, rubrics: Rubrics) -> None:
    """Write the formats that hold one submission; raises UsageError if there are several."""
    several = list(zip(records(), range(2), strict=False))
    if len(several) > 1:
        sentence = (
            "results.json of Gradescope and GitHub Classroom hold one submission, and there are several here."
        )
        raise UsageError(sentence, next_step="nnprep grade --help")
    for record, _ in several:
        points = rubrics.points(record)
        feedback = feedback_for(record, points, rubrics)
        comments = part_comments(feedback, points, record)
        if files.gradescope is not None:
            results = gradescope.gradescope_results(points, plain_output(feedback), comments)
            write_json(files.gradescope, results, gradescope.MARK, force=files.force)
        if files.classroom is not None:
            result = classroom.classroom_result(
                points, comments, f"nnprep grade --exercise {record.exercise}"
            )
            write_json(files.classroom, result, classroom.MARK, force=files.force)


def write_nothing_found(files: Files, rubrics: Rubrics, exercise: str, sentence: str) -> None:
    """Write for Gradescope that there was no file to judge, so that the submitter learns why. Raises UsageError."""
    if files.gradescope is not None:
        results = gradescope.nothing_found(sentence, float(rubrics.of(exercise).points))
        write_json(files.gradescope, results, gradescope.MARK, force=files.force)


def write_json(path: Path, value: dict[str, object], mark: dict[str, object], *, force: bool) -> None:
    """Write an object that begins with `mark`."""
    text = json.dumps(finite(value), ensure_ascii=True) + "\n"
    write_file(path, text, force=force, ours=begins_with(mark))


def begins_with(mark: dict[str, object]) -> Recognize:
    """Return what says whether a file holds an object that begins with `mark`."""
    start = json.dumps(mark).removesuffix("}").encode()
    return lambda head: head.startswith(start)


def write_canvas(records: Records, path: Path, rubrics: Rubrics, *, force: bool) -> None:
    """Write a CSV file for Canvas, and say who isn't in it. Raises UsageError."""
    grades: dict[str, dict[str, str]] = {}
    columns: dict[str, Column] = {}
    for record in records():
        id, rubric = record.exercise, rubrics.of(record.exercise)
        title = rubric.column or rubrics.exercise(id).title
        columns.setdefault(id, Column(id, title, written(rubric.points)))
        grades.setdefault(record.submitter, {})[id] = grade_of(rubrics.points(record))
    graded = (Graded(submitter, each) for submitter, each in sorted(grades.items()))
    write_file(path, canvas_lines(columns.values(), graded), force=force)
    anonymous = sum(map(is_anonymous, grades))
    blank = sum("" in each.values() for each in grades.values())
    tell_left_out("Canvas", anonymous, "is anonymous", "are anonymous")
    tell_left_out("Canvas", blank, "has a grade left blank", "have a grade left blank")


def write_moodle(records: Records, path: Path, rubrics: Rubrics, *, force: bool) -> None:
    """Write a CSV file for Moodle, and say who isn't in it. Raises UsageError if there are several exercises."""
    counts: Counter[str] = Counter()

    def marked() -> Iterator[Marked]:
        first = ""
        for record in records():
            first = first or record.exercise
            if record.exercise != first:
                raise UsageError(MOODLE.format(first=first, second=record.exercise), next_step=ONE_EXERCISE)
            points = rubrics.points(record)
            counts["unknown"] += participant_of(record.submitter) is None
            counts["uncertain"] += not points.certain
            yield Marked(record.submitter, points, plain_comment(feedback_for(record, points, rubrics)))

    write_file(path, moodle_lines(marked()), force=force)
    tell_left_out("Moodle", counts["unknown"], "has no participant number", "have no participant number")
    tell_left_out("Moodle", counts["uncertain"], "has no certain grade", "have no certain grade")


def tell_left_out(platform: str, count: int, one: str, several: str) -> None:
    """Say on standard error that some submitters get no grade; nothing if there are none."""
    if count:
        what = one if count == 1 else several
        write_lines(
            sys.stderr, f"nnprep: {plural(count, 'submitter')} {what} for {platform}: enter these by hand."
        )


def write_feedback(records: Records, folder: Path, rubrics: Rubrics, *, force: bool) -> None:
    """Write each submitter's report as Markdown and HTML. Raises UsageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    names = FileNames()
    for record in records():
        feedback = feedback_for(record, rubrics.points(record), rubrics)
        stem = names.of(record.submitter, record.exercise)
        write_file(folder / f"{stem}.md", markdown(feedback), force=force, ours=is_report, durable=False)
        write_file(folder / f"{stem}.html", feedback_page(feedback), force=force, ours=is_page, durable=False)


def feedback_for(record: Record, points: Points, rubrics: Rubrics) -> Feedback:
    """Return what a submitter reads."""
    return feedback_of(record, points, rubrics.exercise(record.exercise).title)


def is_junit(head: bytes) -> bool:
    """Return whether a file that begins with `head` is a JUnit file of a class."""
    return head.startswith(f'{DECLARATION}<testsuites>\n<testsuite name="nnprep.'.encode())


def show_class(records: Records, rubrics: Rubrics) -> None:
    """Print everybody, one line each, then what the class got wrong: that should stay in view."""
    rows = Rows(rubrics, MOST_ROWS if sys.stdout.isatty() else MOST_PIPED)
    all_summaries = summaries(map(rows.pass_on, records()))

    def page(paper: Paper) -> list[Line]:
        lines = class_lines(rows.chosen, rows.total - len(rows.chosen), paper) if rows.total else []
        for summary in all_summaries:
            lines += [Line(), *summary_lines(summary, paper)]
        return lines

    show_page(page)


class Rows:
    """The lines of a class that are shown, gathered while its records are read for something else."""

    def __init__(self, rubrics: Rubrics, most: int) -> None:
        self.rubrics, self.most = rubrics, most
        self.total = 0
        self.first: list[ClassRow] = []
        self.failed: list[ClassRow] = []

    def pass_on(self, record: Record) -> Record:
        """Return the record itself, and keep its line if that may be shown."""
        self.total += 1
        lists = [self.first] if record.passed else [self.first, self.failed]
        for rows in lists:
            if len(rows) < self.most:
                rows.append(row_of(record, self.rubrics.points(record)))
        return record

    @property
    def chosen(self) -> list[ClassRow]:
        """All lines; of too many, the first of those that don't pass."""
        return self.first if self.total == len(self.first) else self.failed


MOODLE = (
    "A grading worksheet of Moodle is for one assignment, and there are results for {first} and for {second}. Name"
    " one with --exercise."
)
ONE_EXERCISE = "nnprep grade --help"
