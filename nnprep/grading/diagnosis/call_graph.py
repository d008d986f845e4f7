"""Which functions of a reference a check can reach: a mistake anywhere else changes nothing that it sees."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from nnprep.content.edits import Span
from nnprep.grading.diagnosis.derived.source import Source, nodes_in
from nnprep.sandbox.functions import Step

WITH_NAMES = {"call": 1, "method": 2, "get": 2, "set": 2}
"""Requests that name what they use, and where the name is; others use what Python calls by itself."""
HARMLESS = {"generator", "signature", "keywords"}


class CallGraph:
    """The functions of a reference by the names that they use.

    Names are enough: two methods of one name are both reached, which only costs time.
    """

    def __init__(self, reference: str) -> None:
        self.source = Source(reference, "")
        self.names = {name: names_in(node) for name, node in self.source.functions.items()}
        self.on_import = frozenset(names_outside(self.source.tree.body))
        """Names that are used when the file is loaded."""

    def reached(self, steps: Sequence[Step]) -> frozenset[str] | None:
        """Return the functions that these requests can reach; None for all of them."""
        used = set(self.on_import)
        for step in steps:
            request = step.request
            if request[0] in ("often", "several"):
                request = request[2:] if request[0] == "often" else ["call", *request[2:]]
            verb = request[0]
            if verb in WITH_NAMES:
                used |= set(str(request[WITH_NAMES[verb]]).split("."))
            elif verb not in HARMLESS:
                return None
        reached: set[str] = set()
        while more := [name for name in self.names if name not in reached and is_used(name, used)]:
            reached |= set(more)
            used |= {each for name in more for each in self.names[name]}
        return frozenset(reached)

    def changed(self, spans: Iterable[Span]) -> frozenset[str] | None:
        """Return the functions that hold these pieces; None if a piece is outside all of them."""
        functions = set()
        for span in spans:
            for name, node in self.source.functions.items():
                start, end = self.source.place(node)
                if start <= span.start and span.end <= end:
                    functions.add(name)
                    break
            else:
                return None
        return frozenset(functions)


def is_used(function: str, used: set[str]) -> bool:
    """Return whether a function may be called where these names are used."""
    *owner, name = function.split(".")
    if name.startswith("__") and name != "__init__":
        return True
    return bool(owner and owner[-1] in used) if name == "__init__" else name in used


def names_in(node: ast.AST) -> frozenset[str]:
    """Return every name and attribute in a piece of code."""
    names = (each.id for each in nodes_in(node) if isinstance(each, ast.Name))
    return frozenset(names) | {each.attr for each in nodes_in(node) if isinstance(each, ast.Attribute)}


def names_outside(body: Sequence[ast.stmt]) -> Iterator[str]:
    """Yield the names that a file uses outside of the bodies of its functions."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from names_outside(node.body)
            outside: list[ast.AST] = [*node.bases, *node.decorator_list, *node.keywords]
        elif isinstance(node, ast.FunctionDef):
            outside = [node.args, *node.decorator_list]
        else:
            outside = [node]
        for each in outside:
            yield from names_in(each)
