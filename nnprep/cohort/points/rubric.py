"""The rubric: what each part of an exercise is worth, in a small YAML file.

- exercise: mlp
  points: 20              # for all of it; 100 without this line
  column: HW 3 (12345)    # its column in Canvas, as an export of the gradebook calls it
  credit: checks          # a part that fails earns the share of its checks that pass; `parts`: all or nothing
  parts:                  # all of the exercise's parts; 0 where one doesn't count
    - {part: forward, weight: 2}
    - {part: backward, weight: 3}
  robust: 1               # weight of all checks of robustness together; 0 without this line
  style: 0.5
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from yaml.nodes import Node, ScalarNode

from nnprep.content.exercises import Exercise
from nnprep.content.yaml.json_schema import document, list_schema, record_schema
from nnprep.content.yaml.locations import descendant
from nnprep.content.yaml.strict import REQUIRED, Fields, Page, accepts, list_of, one_of, text, unquoted
from nnprep.errors import UsageError, nearest_first
from nnprep.named_tuple import NamedTuple


class Credit(StrEnum):
    """What a part earns that fails."""

    PARTS = "parts"
    """Nothing."""
    CHECKS = "checks"
    """The share of its core checks that pass."""


class Weight(NamedTuple):
    """What one part is worth."""

    part: str
    weight: Decimal


class Rubric(NamedTuple):
    """What an exercise is worth."""

    exercise: str
    parts: tuple[Weight, ...]
    points: Decimal = Decimal(100)
    column: str = ""
    """Its column in Canvas; empty for the exercise's title."""
    credit: Credit = Credit.PARTS
    robust: Decimal = Decimal(0)
    style: Decimal = Decimal(0)


def even_rubric(exercise: Exercise) -> Rubric:
    """Return 100 points, the same for each part."""
    return Rubric(exercise.id, tuple(Weight(part.id, Decimal(1)) for part in exercise.parts))


def read_rubrics(path: Path, exercise_of: Callable[[str], Exercise | None]) -> dict[str, Rubric]:
    """Return the rubrics in a file by the ids of their exercises.

    `exercise_of` returns the exercise of a name. Raises UsageError with all errors as file:line:column.
    """
    page = Page(path)
    root = page.root()
    rubrics: dict[str, Rubric] = {}
    for node in [] if root is None else page.items(root, "rubrics"):
        values = page.record(node, RUBRIC, "a rubric")
        if values is None:
            continue
        exercise = exercise_of(values["exercise"])
        if exercise is None:
            page.fault(descendant(node, "exercise"), f"there is no exercise called `{values['exercise']}`")
            continue
        if exercise.id in rubrics:
            page.fault(descendant(node, "exercise"), f"`{exercise.id}` has a rubric above")
        compare_parts(page, node, values, exercise)
        rubrics[exercise.id] = Rubric(**values | {"exercise": exercise.id})
    if page.faults:
        lines = "\n".join(str(fault) for fault in sorted(page.faults))
        raise UsageError(f"The rubric can't be used:\n{lines}", next_step="nnprep grade --help")
    return rubrics


def compare_parts(page: Page, node: Node, values: Mapping[str, Any], exercise: Exercise) -> None:
    """Report parts that the exercise doesn't have, that are missing or doubled, and a rubric without any weight."""
    known = [part.id for part in exercise.parts]
    listed = [each.part for each in values["parts"]]
    for number, part in enumerate(listed):
        place = descendant(node, "parts", number, "part")
        if part not in known:
            nearest = "`, `".join(nearest_first(part, known))
            page.fault(place, f"{exercise.id} has no part `{part}`: it has `{nearest}`")
        elif part in listed[:number]:
            page.fault(place, f"duplicate part `{part}`")
    for part in known:
        if part not in listed:
            page.fault(
                descendant(node, "parts"), f"`{part}` is missing: give it a weight, 0 if it doesn't count"
            )
    if not sum((each.weight for each in values["parts"]), values["robust"] + values["style"]):
        page.fault(descendant(node, "parts"), "every weight is 0, so nothing would earn points")


@accepts({"type": "number", "minimum": 0, "maximum": 99_999.99})
def amount(page: Page, node: Node) -> Decimal | None:
    """Read a number of points: not negative, at most two decimals."""
    if isinstance(node, ScalarNode) and not node.tag and not node.style and AMOUNT.fullmatch(node.value):
        return Decimal(node.value)
    return page.fault(
        node, f"expected a number from 0 to 99999 with at most two decimals, got {unquoted(node)}"
    )


@accepts({"type": "number", "exclusiveMinimum": 0, "maximum": 99_999.99})
def positive(page: Page, node: Node) -> Decimal | None:
    """Read a number of points above 0."""
    value = amount(page, node)
    return page.fault(node, "expected a number above 0") if value is not None and not value else value


AMOUNT = re.compile(r"\d{1,5}(?:\.\d{1,2})?")
WEIGHT: Fields = {"part": (text, REQUIRED), "weight": (amount, REQUIRED)}
RUBRIC: Fields = {
    "exercise": (text, REQUIRED),
    "parts": (list_of(WEIGHT, Weight, "a part's weight", "parts with their weights"), REQUIRED),
    "points": (positive, Decimal(100)),
    "column": (text, ""),
    "credit": (one_of(Credit), Credit.PARTS),
    "robust": (amount, Decimal(0)),
    "style": (amount, Decimal(0)),
}


def rubric_schema() -> dict[str, Any]:
    """Return the format of a rubric as JSON Schema, for editors."""
    return document("rubric", list_schema(record_schema(RUBRIC)))
