"""`nnprep grade --gradescope-kit DIR`: the folder that Gradescope makes an autograder of."""

from __future__ import annotations

import sys
from pathlib import Path

from nnprep.cli.grade.rubrics import rubrics_in
from nnprep.cohort.formats.gradescope_kit import kit_files
from nnprep.content.exercise_finder import find_exercise
from nnprep.errors import UsageError, shown
from nnprep.practice.workspace import unwritable, write_file
from nnprep.terminal.plain import write_lines

EXECUTABLE = ("setup.sh", "run_autograder")


def write_kit(folder: Path, exercise: str | None, rubric: Path | None, *, force: bool) -> int:
    """Write the folder and say what to do with it. Raises UsageError and UnknownNameError."""
    if exercise is None:
        raise UsageError(
            "An autograder judges one exercise. Name it with --exercise; the command below lists them.",
            next_step="nnprep exercise",
        )
    id = find_exercise(exercise).id
    text = None
    if rubric is not None:
        if id not in rubrics_in(rubric):
            raise UsageError(f"{shown(str(rubric))} has no rubric for {id}.", next_step="nnprep grade --help")
        text = rubric.read_text(encoding="utf-8-sig")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in kit_files(id, text).items():
            write_file(folder / name, content, force=force, ours=is_ours)
            if name in EXECUTABLE:
                (folder / name).chmod(0o755)
    except OSError as error:
        raise unwritable(folder, error) from error
    write_lines(sys.stdout, DONE.format(folder=folder, exercise=id))
    return 0


def is_ours(head: bytes) -> bool:
    """Return whether a file that begins with `head` is a script of a kit."""
    return head.startswith(b"#!/usr/bin/env bash\n# Written by nnprep grade --gradescope-kit.")


DONE = """\
The autograder for {exercise} is in {folder}.
Zip the files in it, not the folder, and upload the zip file to Gradescope
(Configure Autograder, base image Ubuntu 24.04 or newer).
  next   cd {folder} && zip autograder.zip *"""
