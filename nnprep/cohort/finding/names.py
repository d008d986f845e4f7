"""Who handed a file in, and for which exercise, by the names that teachers and learning platforms give to files.

The names, and where they are published:

- Canvas, one flat zip: `lastnamefirst_12345_678910_backprop.py`, with `_LATE` after the name; or `anon_Ab3xY_678910_…`
  (`ContentZipper#get_filename`, lib/content_zipper.rb in github.com/instructure/canvas-lms). The first number is the
  student's id in Canvas, the second that of the attachment. Of a file that is handed in again, browsers and Canvas
  write `backprop-1.py`.
- Moodle, a folder for each submission: `First Last_123456_assignsubmission_file_/backprop.py`, the last underscore in
  some versions only; or, as a flat list, `First Last_123456_assignsubmission_file_backprop.py`
  (`mod_assign\\downloader`, mod/assign/classes/downloader.php in github.com/moodle/moodle). The number is the
  participant's.
- Gradescope, a folder for each submission: `assignment_1_export/submission_12345/…`, beside a file
  submission_metadata.yml with their people (the export "Download Submissions").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from nnprep.named_tuple import NamedTuple


class Layout(StrEnum):
    """Whose names these are."""

    CANVAS = "Canvas"
    MOODLE = "Moodle"
    GRADESCOPE = "Gradescope"
    FOLDER = "folder"
    """`<who>/<exercise>.py`"""
    FLAT = "flat"
    """`<who>_<exercise>.py`"""


class Owner(NamedTuple):
    """Who handed a file in, as its name says."""

    submitter: str
    """With the platform's number, where there is one: `lastnamefirst_12345`."""
    layout: Layout
    file: str
    """The name that the submitter gave to the file."""
    late: bool = False
    """Whether Canvas marks it as late; what follows from that is up to the platform."""


def owner_of(parts: tuple[str, ...], known: Mapping[str, str]) -> Owner | None:
    """Return who handed in a file at `parts`; None if no name says so. `known` has all names of exercises."""
    file = parts[-1]
    for part in parts[:-1]:
        if folder := MOODLE_FOLDER.fullmatch(part):
            return Owner(f"{folder['who']}_{folder['id']}", Layout.MOODLE, file)
        if GRADESCOPE_FOLDER.fullmatch(part):
            return Owner(part, Layout.GRADESCOPE, file)
    if flat := MOODLE_FILE.fullmatch(file):
        return Owner(f"{flat['who']}_{flat['id']}", Layout.MOODLE, flat["file"])
    if canvas := CANVAS_FILE.fullmatch(file):
        submitter = f"{canvas['who']}_{canvas['id']}"
        return Owner(submitter, Layout.CANVAS, canvas["file"], late=canvas["late"] is not None)
    if anonymous := CANVAS_ANONYMOUS.fullmatch(file):
        return Owner(anonymous["who"], Layout.CANVAS, anonymous["file"], late=anonymous["late"] is not None)
    if len(parts) > 1:
        return Owner(parts[0], Layout.FOLDER, file)
    return flat_owner(file, known)


def flat_owner(file: str, known: Mapping[str, str]) -> Owner | None:
    """Return the owner of a file called `<who>_<exercise>.py`; None if it isn't called so."""
    stem, dot, suffix = file.rpartition(".")
    for place, sign in enumerate(stem):
        if sign == "_" and place and named_exercise(stem[place + 1 :], known):
            return Owner(stem[:place], Layout.FLAT, f"{stem[place + 1 :]}{dot}{suffix}")
    return None


def folder_owner(part: str) -> Owner:
    """Return whose folder it is."""
    if folder := MOODLE_FOLDER.fullmatch(part):
        return Owner(f"{folder['who']}_{folder['id']}", Layout.MOODLE, "")
    return Owner(part, Layout.GRADESCOPE if GRADESCOPE_FOLDER.fullmatch(part) else Layout.FOLDER, "")


def named_exercise(stem: str, known: Mapping[str, str]) -> str | None:
    """Return the exercise that a file's name says; `backprop-1` and `backprop (1)` are further copies of `backprop`."""
    name = stem.casefold().replace("_", "-")
    return known.get(name) or known.get(COPY.sub("", name))


CANVAS_FILE = re.compile(r"(?P<who>\w+?)(?P<late>_LATE)?_(?P<id>\d+)_\d+_(?P<file>.+)")
CANVAS_ANONYMOUS = re.compile(r"(?P<late>LATE_)?(?P<who>anon_[A-Za-z0-9]+)_\d+_(?P<file>.+)")
MOODLE_FOLDER = re.compile(r"(?P<who>.+)_(?P<id>\d+)_assignsubmission_\w+")
MOODLE_FILE = re.compile(r"(?P<who>.+?)_(?P<id>\d+)_assignsubmission_file_(?P<file>.+)")
GRADESCOPE_FOLDER = re.compile(r"submission_\d+")
COPY = re.compile(r" ?\(\d{1,3}\)$|-\d{1,3}$")
