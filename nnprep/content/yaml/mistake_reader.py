"""Reads solutions/<id>/mistakes.yaml: the known mistakes, each an edit of the reference."""

from __future__ import annotations

from pathlib import Path

from yaml.nodes import MappingNode, Node

from nnprep.content.cards import Level
from nnprep.content.exercises import MISTAKES, Edit, Exercise, Mistake, Severity
from nnprep.content.yaml.strict import REQUIRED, Fields, Page, exact_text, list_of, one_of, symbol_name, text
from nnprep.errors import ContentError, Fault, nearest_first


def load_mistakes(exercise: Exercise) -> tuple[Mistake, ...]:
    """Return the known mistakes of an exercise, in the file's order; raises ContentError with all errors."""
    mistakes, faults = read_mistakes(exercise.solution / MISTAKES)
    if faults:
        raise ContentError(faults)
    return tuple(mistakes)


def read_mistakes(path: Path) -> tuple[list[Mistake], list[Fault]]:
    """Return the mistakes of one file and every error in it; a spelling is added to the mistake it names."""
    page = Page(path)
    root = page.root()
    mistakes: dict[str, Mistake] = {}
    spellings: list[tuple[Node, str, str]] = []
    ids: set[str] = set()
    for node in [] if root is None else page.items(root, "mistakes"):
        values = page.record(node, SPELLING if is_spelling(node) else MISTAKE, "a mistake")
        if values is None:
            continue
        if values["id"] in ids:
            page.fault(node, f"duplicate id `{values['id']}`")
        ids.add(values["id"])
        if "same_as" in values:
            spellings.append((node, values["id"], values["same_as"]))
        else:
            mistakes[values["id"]] = Mistake(**values, line=node.start_mark.line + 1)
    for node, spelling, id in spellings:
        if id in mistakes:
            mistakes[id] = mistakes[id]._replace(spellings=(*mistakes[id].spellings, spelling))
        elif id not in ids or not page.faults:
            nearest = ", ".join(f"`{near}`" for near in nearest_first(id, mistakes)[:3])
            page.fault(node, f"`same_as: {id}` is not a mistake in this file: the nearest are {nearest}")
    return list(mistakes.values()), page.faults


def is_spelling(node: Node) -> bool:
    """Return whether an entry is another spelling of a mistake."""
    return isinstance(node, MappingNode) and any(key.value == "same_as" for key, _ in node.value)


EDIT: Fields = {
    "line": (text, REQUIRED),
    "change": (exact_text, ""),
    "to": (exact_text, REQUIRED),
    "within": (text, ""),
}
edits = list_of(EDIT, Edit, "an edit", "edits")
MISTAKE: Fields = {
    "id": (symbol_name, REQUIRED),
    "level": (one_of(Level), REQUIRED),
    "severity": (one_of(Severity), Severity.CORE),
    "edits": (edits, REQUIRED),
    "say": (text, REQUIRED),
}
SPELLING: Fields = {"id": (symbol_name, REQUIRED), "same_as": (symbol_name, REQUIRED)}
