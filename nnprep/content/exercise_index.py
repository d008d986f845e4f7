"""The exercises by name, and one of them without PyYAML, which takes as long to import as a small file to judge."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from nnprep.content.cards import Level
from nnprep.content.exercises import (
    CHECKS,
    DEFAULT_ORDER,
    MISTAKES,
    REFERENCE,
    STUB,
    TASK,
    Course,
    Exercise,
    Function,
    Group,
    Part,
)
from nnprep.content.roots import EXERCISES, SOLUTIONS, content_roots, entries, is_file, is_folder, read_plain
from nnprep.content.yaml.plain_fields import (
    Read,
    a_name,
    a_number,
    a_text,
    all_of,
    fields_of,
    follow_ups,
    record,
)
from nnprep.content.yaml.plain_values import OtherForm, plain_values


def exercise_ids() -> tuple[str, ...]:
    """Return the ids of all exercises, sorted, without reading any."""
    return tuple(sorted({id for root in content_roots() for id in ids_of(root)}))


def ids_of(root: Path) -> tuple[str, ...]:
    """Return the names of a root's exercise folders."""
    return tuple(path.name for path in entries(root / EXERCISES) if is_folder(path))


def plain_exercise(id: str) -> Exercise | None:
    """Return one exercise; None if there isn't exactly one of this name, or only the strict reader can read it."""
    homes = [root for root in content_roots() if id in ids_of(root)]
    if len(homes) != 1 or not NAME.fullmatch(id):
        return None
    folder, solution = homes[0] / EXERCISES / id, homes[0] / SOLUTIONS / id
    files = [folder / STUB, *(solution / name for name in (REFERENCE, CHECKS, MISTAKES))]
    if not all(is_file(path) for path in files):
        return None
    try:
        values = plain_values(read_plain(folder / TASK))
        read = fields_of(values, FIELDS, MAY_BE_EMPTY)
        exercise = Exercise(**{**DEFAULTS, **read}, id=id, folder=folder, solution=solution)
    except (OSError, AttributeError, ValueError, TypeError, LookupError):
        return None
    return exercise if consistent(exercise) else None


def consistent(exercise: Exercise) -> bool:
    """Return whether no name is there twice, and each part lists functions that the exercise has."""
    declared, parts = [each.name for each in exercise.functions], [part.id for part in exercise.parts]
    listed = [name for part in exercise.parts for name in part.functions]
    return (
        len({*declared}) == len(declared)
        and len({*parts}) == len(parts)
        and all(name in declared or name.split(".")[0] in declared for name in listed)
    )


def three_hints(value: Any) -> tuple[Any, ...]:
    """Return three texts. Raises OtherForm for anything else."""
    hints = all_of(a_text)(value)
    if len(hints) != 3:
        raise OtherForm
    return hints


NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
FUNCTION = record(Function, {"name": a_text, "returns": all_of(a_text)}, optional=("returns",))
PART = record(Part, {"id": a_name, "title": a_text, "functions": all_of(a_text), "hints": three_hints})
FIELDS: dict[str, Read] = {
    "title": a_text,
    "aliases": all_of(a_name),
    "level": Level,
    "minutes": a_number,
    "order": a_number,
    "group": Group,
    "course": Course,
    "needs": all_of(a_name),
    "summary": a_text,
    "functions": all_of(FUNCTION),
    "parts": all_of(PART),
    "follow_ups": follow_ups,
    "see": all_of(a_name),
}
MAY_BE_EMPTY = frozenset({"aliases", "needs", "follow_ups", "see"})
DEFAULTS: dict[str, Any] = {"order": DEFAULT_ORDER, "follow_ups": (), "see": ()}
