"""The text of an exercise's reference, with or without a mistake, and the parameter names of its functions."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from nnprep.content.edits import EditError, edited
from nnprep.content.exercises import Exercise, Mistake
from nnprep.errors import ContentError, Fault

Signatures = Mapping[str, tuple[str, ...]]
"""`backward` or `MLP.forward` to the names of its parameters, without `self`; a class to those of `__init__`."""


def reference_text(exercise: Exercise) -> str:
    """Return the text of an exercise's reference; raises ContentError if it cannot be read or is not UTF-8."""
    path = reference_path(exercise)
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ContentError([Fault(path, 1, 1, f"it cannot be read: {error.strerror or error}")]) from error
    except UnicodeDecodeError as error:
        raise ContentError([Fault(path, 1, 1, f"it is not UTF-8 text: {error.reason}")]) from error


def reference_path(exercise: Exercise) -> Path:
    """Return where an exercise's reference is."""
    return exercise.solution / "reference.py"


def reference_with(exercise: Exercise, mistake: Mistake) -> str:
    """Return the reference with one known mistake in it.

    Raises ContentError, with the place, if the reference is not Python or an edit of the mistake doesn't fit it.
    """
    text = reference_text(exercise)
    try:
        ast.parse(text)
    except SyntaxError as error:
        fault = Fault(
            reference_path(exercise), error.lineno or 1, error.offset or 1, f"SyntaxError: {error.msg}"
        )
        raise ContentError([fault]) from error
    try:
        return edited(text, mistake.edits)
    except EditError as error:
        raise ContentError([mistake_fault(exercise, mistake, error)]) from error


def mistake_fault(exercise: Exercise, mistake: Mistake, error: Exception) -> Fault:
    """Return the place of a known mistake that cannot be made, with the reason."""
    return Fault(exercise.solution / "mistakes.yaml", mistake.line, 1, f"{mistake.id}: {error}")


@lru_cache(maxsize=64)
def signatures_of(source: str) -> Signatures:
    """Return the parameter names of every function, class and method at the top of a file."""
    found: dict[str, tuple[str, ...]] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = parameters(node)
        elif isinstance(node, ast.ClassDef):
            for member in node.body:
                if isinstance(member, ast.FunctionDef):
                    found[f"{node.name}.{member.name}"] = parameters(member)[1:]
            found[node.name] = found.get(f"{node.name}.__init__", ())
    return found


def parameters(node: ast.FunctionDef) -> tuple[str, ...]:
    return tuple(each.arg for each in (*node.args.posonlyargs, *node.args.args))
