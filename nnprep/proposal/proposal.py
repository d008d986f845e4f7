"""A whole exercise, proposed from a reference and written into a content folder; nothing is overwritten."""

from __future__ import annotations

import ast
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from nnprep.content.exercises import CHECKS, MISTAKES, REFERENCE, STUB, TASK
from nnprep.content.roots import EXERCISES, SOLUTIONS
from nnprep.content.text_files import read_python
from nnprep.content.yaml.exercise_reader import read_exercise
from nnprep.errors import ContentError, UsageError, shown
from nnprep.named_tuple import NamedTuple
from nnprep.practice.workspace import write_file
from nnprep.proposal.checks import checks_text
from nnprep.proposal.mistakes import NONE, mistakes_text, proposed_mistakes
from nnprep.proposal.reference import task_functions
from nnprep.proposal.task import stub_text, summary_of, task_text
from nnprep.sandbox.failures import BrokenFile


class Proposal(NamedTuple):
    """The files of an exercise."""

    files: Mapping[str, str]
    """Path below the content folder -> text."""
    mistakes: int
    trouble: str
    """Why no mistakes could be derived; empty if they could."""


def propose(id: str, reference: Path | None) -> Proposal:
    """Return the files of an exercise; runs the reference. Raises ContentError and UsageError.

    Without a reference, a small one is begun that the author replaces.
    """
    text = STARTER.format(name=id.replace("-", "_")) if reference is None else read_python(reference)
    functions = task_functions(text)
    summary = summary_of(ast.get_docstring(ast.parse(text)), functions)
    stub = stub_text(id, text, functions)
    checks = checks_text(functions)
    folder, solution = f"{EXERCISES}/{id}", f"{SOLUTIONS}/{id}"
    files = {
        f"{folder}/{TASK}": task_text(id, functions, summary),
        f"{folder}/{STUB}": stub,
        f"{solution}/{REFERENCE}": text,
        f"{solution}/{CHECKS}": checks,
        f"{solution}/{MISTAKES}": NONE,
    }
    mistakes, trouble = [], ""
    with tempfile.TemporaryDirectory() as name:
        for path, content in files.items():
            target = Path(name) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8")
        exercise, faults = read_exercise(Path(name), id)
        if exercise is None:
            raise ContentError(faults)
        try:
            mistakes = proposed_mistakes(exercise, text, stub, functions)
        except BrokenFile as error:
            trouble = f"the reference can't be run: {error}"
        except ContentError as error:
            trouble = "; ".join(fault.message for fault in error.faults)
    files[f"{solution}/{MISTAKES}"] = mistakes_text(mistakes)
    return Proposal(files, len(mistakes), trouble)


def write_proposal(root: Path, id: str, proposal: Proposal) -> None:
    """Write the files of an exercise, all or none. Raises UsageError if there is anything at its places."""
    folders = [root / EXERCISES / id, root / SOLUTIONS / id]
    for folder in folders:
        if os.path.lexists(folder):
            raise UsageError(
                f"{shown(str(folder))} already exists and wasn't changed.", next_step=f"nnprep lint {folder}"
            )
    made: list[Path] = []
    try:
        for folder in folders:
            folder.mkdir(parents=True)
            made.append(folder)
        for name, text in proposal.files.items():
            write_file(root / name, text)
    except (OSError, UsageError) as error:
        for folder in made:
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, UsageError):
            raise
        raise UsageError(f"{shown(str(root))} can't be written: {error.strerror}.") from error


STARTER = '''\
import numpy as np


def {name}(x):
    """Return TODO of x, an (m, n) array."""
    # TODO: write your reference here, then the checks; `nnprep new exercise --from` proposes them from a file.
    return x - np.mean(x, axis=0)
'''
