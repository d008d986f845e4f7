"""A CSV file that Canvas imports into its gradebook.

Canvas wants the columns Student, ID and Section, with SIS User ID and SIS Login ID between them, then one column for
each assignment, and may have a row of points possible. It finds students by their ID, which is in the names of a
download, else by their login, else by their name. `GradebookImporter`, lib/gradebook_importer.rb in
github.com/instructure/canvas-lms; https://community.canvaslms.com/docs/DOC-12637
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from nnprep.cohort.formats.csv_lines import csv_line
from nnprep.cohort.points.points import Points, written
from nnprep.named_tuple import NamedTuple

STUDENT = re.compile(r"(?P<name>.+)_(?P<id>\d+)")
ANONYMOUS = re.compile(r"anon_[A-Za-z0-9]+")
HEADER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


class Column(NamedTuple):
    """One assignment."""

    exercise: str
    title: str
    """As Canvas calls it: `HW 3 (12345)`."""
    most: str
    """Points possible."""


class Graded(NamedTuple):
    """What one submitter earned."""

    submitter: str
    grades: Mapping[str, str]
    """As text, by exercise; nothing where there is none to enter."""


def canvas_lines(columns: Iterable[Column], graded: Iterable[Graded]) -> Iterator[str]:
    """Yield the lines of the file; a cell without a grade is empty. Anonymous submitters are left out."""
    columns = list(columns)
    yield csv_line([*HEADER, *(column.title for column in columns)])
    yield csv_line(["    Points Possible", "", "", "", "", *(column.most for column in columns)])
    for each in graded:
        if not is_anonymous(each.submitter):
            cells = [each.grades.get(column.exercise, "") for column in columns]
            yield csv_line([*student_cells(each.submitter), "", *cells])


def is_anonymous(submitter: str) -> bool:
    """Return whether Canvas hid who it is: such a grade can only be entered by hand."""
    return ANONYMOUS.fullmatch(submitter) is not None


def student_cells(submitter: str) -> tuple[str, str, str, str]:
    """Return name, ID, SIS User ID and SIS Login ID of a submitter, as far as the name of a file says them."""
    student = STUDENT.fullmatch(submitter)
    return (student["name"], student["id"], "", "") if student else (submitter, "", "", submitter)


def grade_of(points: Points) -> str:
    """Return a grade as text; empty if there is none to enter."""
    return written(points.total) if points.certain else ""
