"""Reads solutions/<id>/mistakes.yaml: the known mistakes, each an edit of the reference."""

from __future__ import annotations

from pathlib import Path

from yaml.nodes import MappingNode, Node

from nnprep.content.cards import Level
from nnprep.content.edits import EditError, composable, edited
from nnprep.content.exercises import Edit, Exercise, Mistake, Severity
from nnprep.content.yaml.strict import REQUIRED, Fields, Page, exact_text, listed, one_of, symbol_name, text
from nnprep.errors import ContentError, Fault, nearest_first

__all__ = ["EditError", "composable", "edited", "load_mistakes", "read_mistakes"]

FILE = "mistakes.yaml"


def load_mistakes(exercise: Exercise) -> tuple[Mistake, ...]:
    """Return the known mistakes of an exercise, in the file's order; raises ContentError with every fault."""
    mistakes, faults = read_mistakes(exercise.solution / FILE)
    if faults:
        raise ContentError(faults)
    return tuple(mistakes)


def read_mistakes(path: Path) -> tuple[list[Mistake], list[Fault]]:
    """Return the mistakes of one file and every fault; other spellings are folded into their mistake."""
    page = Page(path)
    root = page.root()
    found: dict[str, Mistake] = {}
    spellings: list[tuple[Node, str, str]] = []
    seen: set[str] = set()
    for node in [] if root is None else page.items(root, "mistakes"):
        values = page.record(node, SPELLING if is_spelling(node) else MISTAKE, "a mistake")
        if values is None:
            continue
        if values["id"] in seen:
            page.fault(node, f"the id `{values['id']}` stands twice")
        seen.add(values["id"])
        if "same_as" in values:
            spellings.append((node, values["id"], values["same_as"]))
        else:
            found[values["id"]] = Mistake(**values, line=node.start_mark.line + 1)
    for node, spelling, id in spellings:
        if id in found:
            found[id] = found[id]._replace(spellings=(*found[id].spellings, spelling))
        elif id not in seen or not page.faults:
            nearest = ", ".join(f"`{near}`" for near in nearest_first(id, found)[:3])
            page.fault(node, f"`same_as: {id}` names no mistake of this file: the nearest are {nearest}")
    return list(found.values()), page.faults


def is_spelling(node: Node) -> bool:
    """Return whether an entry says that it is another mistake in another spelling."""
    return isinstance(node, MappingNode) and any(key.value == "same_as" for key, _ in node.value)


EDIT: Fields = {
    "line": (text, REQUIRED),
    "change": (exact_text, ""),
    "to": (exact_text, REQUIRED),
    "within": (text, ""),
}
edits = listed(EDIT, Edit, "an edit", "edits")
MISTAKE: Fields = {
    "id": (symbol_name, REQUIRED),
    "level": (one_of(Level), REQUIRED),
    "severity": (one_of(Severity), Severity.CORE),
    "edits": (edits, REQUIRED),
    "say": (text, REQUIRED),
}
SPELLING: Fields = {"id": (symbol_name, REQUIRED), "same_as": (symbol_name, REQUIRED)}
