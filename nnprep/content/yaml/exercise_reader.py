"""Reads exercises/<id>/exercise.yaml and stub.py, and checks the files of an exercise and its solution."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from yaml.nodes import Node

from nnprep.content.cards import Level
from nnprep.content.exercises import (
    CHECKS,
    DEFAULT_ORDER,
    MISTAKES,
    REFERENCE,
    STUB,
    TASK,
    VARIANTS,
    Course,
    Exercise,
    Function,
    Group,
    Part,
)
from nnprep.content.roots import EXERCISES, SOLUTIONS, entries, is_file, is_folder, near
from nnprep.content.yaml.card_reader import follow_ups
from nnprep.content.yaml.locations import descendant
from nnprep.content.yaml.strict import (
    NAME,
    REQUIRED,
    TEXT,
    Fields,
    Page,
    accepts,
    list_of,
    name,
    names,
    one_of,
    text,
    texts,
    whole,
)
from nnprep.errors import Fault, nearest_first

TASK_FILES = frozenset({TASK, STUB})
SOLUTION_FILES = frozenset({REFERENCE, CHECKS, MISTAKES})
MORE_FILES = frozenset({VARIANTS})
"""What a solution may have as well."""


def read_exercise(root: Path, id: str) -> tuple[Exercise | None, list[Fault]]:
    """Return one exercise and every error in its folder and its solution's; None if there is an error."""
    folder, solution = root / EXERCISES / id, root / SOLUTIONS / id
    faults = [*missing(folder, TASK_FILES), *missing(solution, SOLUTION_FILES)]
    if not NAME.fullmatch(id):
        wanted = "lower-case letters, digits and single hyphens"
        faults.append(Fault(near(folder), 1, 1, f"the folder name is the exercise's id: use {wanted}"))
    page = Page(folder / TASK)
    node = page.root() if is_file(page.path) else None
    values = None if node is None else page.record(node, EXERCISE, "an exercise")
    if node is not None and values is not None:
        cross_check(page, node, values)
    faults += page.faults
    if values is None or faults:
        return None, faults
    return Exercise(**values, id=id, folder=folder, solution=solution), []


def missing(folder: Path, wanted: frozenset[str]) -> list[Fault]:
    """Return an error for a missing folder, or for each missing file in it."""
    if not is_folder(folder):
        message = f"this folder is missing: every exercise has one under {folder.parent.name}/"
        return [Fault(near(folder), 1, 1, message)]
    absent = sorted(file for file in wanted if not is_file(folder / file))
    return [Fault(near(folder / file), 1, 1, "this file is missing") for file in absent]


def stray_files(root: Path) -> list[Fault]:
    """Return an error for each file in the folders of exercises and solutions that doesn't belong there."""
    faults = []
    for top, expected in ((EXERCISES, TASK_FILES), (SOLUTIONS, SOLUTION_FILES | MORE_FILES)):
        for folder in entries(root / top):
            if not is_folder(folder):
                message = f"stray file: {top}/ holds only one folder per exercise"
                faults.append(Fault(near(folder), 1, 1, message))
                continue
            if top == SOLUTIONS and not is_folder(root / EXERCISES / folder.name):
                message = f"a solution without an exercise of the same name under {EXERCISES}/"
                faults.append(Fault(near(folder), 1, 1, message))
            for path in entries(folder):
                if path.name not in expected or not is_file(path):
                    files = ", ".join(sorted(expected))
                    faults.append(Fault(near(path), 1, 1, f"stray file: this folder holds only {files}"))
    return faults


def cross_check(page: Page, node: Node, values: dict[str, Any]) -> None:
    """Report duplicate names, and parts whose functions the exercise doesn't declare."""
    declared = [function.name for function in values["functions"]]
    for field, ids in (("functions", declared), ("parts", [part.id for part in values["parts"]])):
        for number, each in enumerate(ids):
            if each in ids[:number]:
                page.fault(descendant(node, field, number), f"duplicate {field[:-1]} `{each}`")
    for number, part in enumerate(values["parts"]):
        for place, function in enumerate(part.functions):
            if function.split(".")[0] not in declared and function not in declared:
                unknown = f"part `{part.id}` lists `{function}`, which is not in `functions`"
                page.fault(
                    descendant(node, "parts", number, "functions", place),
                    f"{unknown}: did you mean `{nearest_first(function, declared)[0]}`?",
                )


@accepts({"type": "array", "items": TEXT, "minItems": 3, "maxItems": 3})
def three_hints(page: Page, node: Node) -> tuple[str | None, ...] | None:
    """Read a nudge, the method, and nearly the code."""
    hints = texts(page, node)
    if len(hints) != 3:
        return page.fault(
            node, f"expected three hints (a nudge, the method, nearly the code), got {len(hints)}"
        )
    return hints


FUNCTION: Fields = {"name": (text, REQUIRED), "returns": (texts, ())}
PART: Fields = {
    "id": (name, REQUIRED),
    "title": (text, REQUIRED),
    "functions": (texts, REQUIRED),
    "hints": (three_hints, REQUIRED),
}
functions = list_of(FUNCTION, Function, "a function", "functions")
parts = list_of(PART, Part, "a part", "parts")
EXERCISE: Fields = {
    "title": (text, REQUIRED),
    "aliases": (names, ()),
    "level": (one_of(Level), REQUIRED),
    "minutes": (whole, REQUIRED),
    "order": (whole, DEFAULT_ORDER),
    "group": (one_of(Group), Group.OWN),
    "course": (one_of(Course), Course.MONTH),
    "needs": (names, ()),
    "summary": (text, REQUIRED),
    "functions": (functions, REQUIRED),
    "parts": (parts, REQUIRED),
    "follow_ups": (follow_ups, ()),
    "see": (names, ()),
}
