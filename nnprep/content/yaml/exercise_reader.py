"""Reads exercises/<id>/exercise.yaml and looks for the files of an exercise and its twin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from yaml.nodes import Node

from nnprep.content.cards import Level
from nnprep.content.exercises import Exercise, Function, Part
from nnprep.content.roots import EXERCISES, SOLUTIONS, entries, near, strays
from nnprep.content.yaml.card_reader import follow_ups
from nnprep.content.yaml.strict import (
    NAME,
    REQUIRED,
    Fields,
    Page,
    listed,
    name,
    names,
    one_of,
    text,
    texts,
    whole,
)
from nnprep.errors import ContentError, Fault, nearest_first

TASK_FILES = frozenset({"exercise.yaml", "stub.py"})
SOLUTION_FILES = frozenset({"reference.py", "checks.py", "mistakes.yaml"})
DEFAULT_ORDER = 1000
"""Exercises that do not say where they stand come last, by name."""


def read_exercise(root: Path, id: str) -> tuple[Exercise | None, list[Fault]]:
    """Return one exercise and every fault of its folder and its twin; None where it cannot be used."""
    folder, solution = root / EXERCISES / id, root / SOLUTIONS / id
    faults = [*missing(folder, TASK_FILES), *missing(solution, SOLUTION_FILES)]
    if not NAME.fullmatch(id):
        wanted = "lower-case letters, digits and single hyphens"
        faults.append(Fault(near(folder), 1, 1, f"the folder's name is the exercise's id: use {wanted}"))
    page = Page(folder / "exercise.yaml")
    node = page.root() if page.path.is_file() else None
    values = None if node is None else page.record(node, EXERCISE, "an exercise")
    if node is not None and values is not None:
        cross_check(page, node, values)
    faults += page.faults
    if values is None or faults:
        return None, faults
    return Exercise(**values, id=id, folder=folder, solution=solution), []


def missing(folder: Path, wanted: frozenset[str]) -> list[Fault]:
    """Return a fault for a missing folder, or for each missing file in it."""
    if not folder.is_dir():
        twin = "solution" if folder.parent.name == SOLUTIONS else "exercise"
        return [
            Fault(
                near(folder), 1, 1, f"missing: every exercise has a twin under {folder.parent.name}/ ({twin})"
            )
        ]
    absent = sorted(file for file in wanted if not (folder / file).is_file())
    return [Fault(near(folder / file), 1, 1, "this file is missing") for file in absent]


def stray_files(root: Path) -> list[Fault]:
    """Return what stands in the folders of exercises and solutions and does not belong there."""
    faults = []
    for top, expected in ((EXERCISES, TASK_FILES), (SOLUTIONS, SOLUTION_FILES)):
        twin = SOLUTIONS if top == EXERCISES else EXERCISES
        for folder in entries(root / top):
            if not folder.is_dir():
                faults.append(
                    Fault(near(folder), 1, 1, f"stray file: {top}/ holds one folder for each exercise")
                )
                continue
            if top == SOLUTIONS and not (root / twin / folder.name).is_dir():
                faults.append(Fault(near(folder), 1, 1, f"a solution without its exercise under {twin}/"))
            for path in strays(folder, expected):
                hold = ", ".join(sorted(expected))
                faults.append(Fault(near(path), 1, 1, f"stray file: this folder holds {hold}"))
    return faults


def cross_check(page: Page, node: Node, values: dict[str, Any]) -> None:
    """Note names that stand twice, and parts whose functions the exercise does not declare."""
    declared = [function.name for function in values["functions"]]
    for kind, each in (("function", declared), ("part", [part.id for part in values["parts"]])):
        for double in sorted({one for one in each if each.count(one) > 1}):
            page.fault(node, f"the {kind} `{double}` is declared twice")
    for part in values["parts"]:
        for function in part.functions:
            if function.split(".")[0] not in declared and function not in declared:
                nearest = nearest_first(function, declared)[0]
                unknown = f"part `{part.id}` names `{function}`, which is not in `functions`"
                page.fault(node, f"{unknown}: did you mean `{nearest}`?")


def stub_text(exercise: Exercise) -> str:
    """Return the text of an exercise's stub; raises ContentError where it is not UTF-8."""
    path = exercise.folder / "stub.py"
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ContentError([Fault(path, 1, 1, f"it is not UTF-8 text: {error.reason}")]) from None


def three_hints(page: Page, node: Node) -> tuple[str | None, ...] | None:
    """Read a nudge, the method, and nearly the code."""
    hints = texts(page, node)
    if len(hints) != 3:
        return page.fault(
            node, f"expected three hints (a nudge, the method, nearly the code), found {len(hints)}"
        )
    return hints


FUNCTION: Fields = {"name": (text, REQUIRED), "returns": (texts, ())}
PART: Fields = {
    "id": (name, REQUIRED),
    "title": (text, REQUIRED),
    "functions": (texts, REQUIRED),
    "hints": (three_hints, REQUIRED),
}
functions = listed(FUNCTION, Function, "a function", "functions")
parts = listed(PART, Part, "a part", "parts")
EXERCISE: Fields = {
    "title": (text, REQUIRED),
    "level": (one_of(Level), REQUIRED),
    "minutes": (whole, REQUIRED),
    "order": (whole, DEFAULT_ORDER),
    "summary": (text, REQUIRED),
    "functions": (functions, REQUIRED),
    "parts": (parts, REQUIRED),
    "follow_ups": (follow_ups, ()),
    "see": (names, ()),
}
