"""A CSV file that Moodle imports as an offline grading worksheet.

Moodle wants Identifier, Grade and Last modified (grade), and takes Feedback comments; the identifier is the word
Participant with the number that is in the names of a download. `assignfeedback_offline_grade_importer`,
mod/assign/feedback/offline/importgradeslib.php in github.com/moodle/moodle;
https://docs.moodle.org/en/Using_Assignment#Offline_marking
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from nnprep.cohort.formats.csv_lines import csv_line
from nnprep.cohort.points.points import Points, written
from nnprep.named_tuple import NamedTuple

PARTICIPANT = re.compile(r"(?P<name>.+)_(?P<id>\d+)")
HEADER = (
    "Identifier",
    "Full name",
    "Email address",
    "Status",
    "Grade",
    "Maximum grade",
    "Grade can be changed",
    "Last modified (submission)",
    "Last modified (grade)",
    "Feedback comments",
)
"""As the worksheet has them in English, which must be the language of the teacher who imports it."""


class Marked(NamedTuple):
    """One submitter, what they earned, and a comment."""

    submitter: str
    points: Points
    comment: str
    """Plain text."""


def moodle_lines(marked: Iterable[Marked]) -> Iterator[str]:
    """Yield the lines of the file; who has no participant number, or no certain grade, is left out."""
    yield csv_line(HEADER)
    for each in marked:
        participant = participant_of(each.submitter)
        if participant is not None and each.points.certain:
            name, number = participant
            grades = [written(each.points.total), written(each.points.most)]
            # Moodle shows a comment as HTML.
            comment = escape(each.comment, quote=False)
            yield csv_line([f"Participant {number}", name, "", "", *grades, "Yes", "", "", comment])


def participant_of(submitter: str) -> tuple[str, str] | None:
    """Return name and participant's number; None if there is no number."""
    participant = PARTICIPANT.fullmatch(submitter)
    return (participant["name"], participant["id"]) if participant else None
