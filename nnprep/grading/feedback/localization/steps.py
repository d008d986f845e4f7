"""Says which steps of a function are wrong, where it returns what it computes on the way, and what goes into each."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from nnprep.errors import joined
from nnprep.grading.feedback.algebra import same
from nnprep.grading.feedback.localization.labels import are, labels_of
from nnprep.grading.feedback.samples import Sample
from nnprep.grading.signatures import parameters
from nnprep.late_pattern import late_pattern


def steps(known: Sequence[Sample], target: str, reference: str) -> tuple[str, list[Sample]]:
    """Say which steps are wrong, and which values are what follows from these; return the wrong steps.

    Only where a function returns its intermediate values: each is computed again from those that were returned.
    """
    function = function_of(reference, target)
    if function is None or not is_straight(function):
        return "", []
    order = [label for label in computed(function) if label in {sample.label for sample in known}]
    if len(order) < 2 or not arguments_between(function, order):
        return "", []
    namespace: dict[str, Any] = {}
    exec(compile(reference, "reference", "exec"), namespace)
    right, wrong = labels_of(known)
    again: list[Sample] = []
    for case in dict.fromkeys(sample.case for sample in known):
        mine = {sample.label: sample for sample in known if sample.case == case}
        if set(order) != set(mine) or not all(sample.comparable for sample in mine.values()):
            return "", []  # a value that can't be compared may be the wrong one, or in another's place
        again += recomputed(function, dict(namespace), mine, wrong)
    broken = {sample.label for sample in again if sample.wrong}
    if not broken.isdisjoint(right):
        return "", []  # a value was changed after others had been computed from it
    first = [label for label in order if label in broken]
    if not first or len(first) == len(order):
        return "", again if first else []
    rest = [label for label in order if label in wrong and label not in broken]
    said = (STEP if len(first) == 1 else STEPS).format(names=joined(first))
    if right:
        said = f"{joined([each for each in order if each in right])} {are(right)} right. {said}"
    if rest:
        sources = origins_of(rest, again, first)
        said = said.removesuffix(".") + FOLLOW.format(
            names=joined(rest),
            are="is" if len(rest) == 1 else "are",
            it=joined(sources) if 0 < len(sources) < len(first) else "it" if len(first) == 1 else "them",
        )
    return said, again


def origins_of(rest: Sequence[str], again: Sequence[Sample], first: Sequence[str]) -> list[str]:
    """Return from which of the first wrong values the rest follows."""
    found = set[str](rest)
    while not found <= {*first}:
        found = {
            name
            for label in found
            for name in (
                [label] if label in first else {n for s in again if s.label == label for n in s.after}
            )
        }
    return [name for name in first if name in found]


def following(said: str) -> set[str]:
    """Return which values, as a sentence says, are only what follows from wrong ones.

    >>> sorted(following("The steps to z1 and z2 are wrong; a1 and a2 are what follows from them."))
    ['a1', 'a2']
    >>> following("Only the step to z2 is wrong.")
    set()
    """
    found = FOLLOWING.search(said)
    return set(re.split(", | and ", found[1])) if found else set()


def is_straight(function: ast.FunctionDef) -> bool:
    """Return whether a function is a row of assignments and one return."""
    *steps, last = [node for node in function.body if not isinstance(node, ast.Expr)]
    return isinstance(last, ast.Return) and all(isinstance(node, ast.Assign) for node in steps)


def computed(function: ast.FunctionDef) -> list[str]:
    """Return the names that a function's top level assigns, in order."""
    return [
        node.targets[0].id
        for node in function.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    ]


def arguments_between(function: ast.FunctionDef, order: Sequence[str]) -> set[str]:
    """Return which of these values go into others of them."""
    return {
        each.id
        for node in function.body
        if isinstance(node, ast.Assign)
        for each in ast.walk(node.value)
        if isinstance(each, ast.Name) and each.id in order
    }


def recomputed(
    function: ast.FunctionDef, namespace: dict[str, Any], mine: Mapping[str, Sample], wrong: Sequence[str]
) -> list[Sample]:
    """Return values with what follows from the arguments and from the values that were returned before them.

    Of the latter, those that are `wrong` in some call are named.
    """
    before = dict(next(iter(mine.values())).known)
    arguments = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    if not {each.arg for each in arguments} <= before.keys():
        return []  # a default isn't known here
    namespace |= before
    found: list[Sample] = []
    origins: dict[str, dict[str, None]] = {}
    with np.errstate(all="ignore"):
        for node in function.body:
            if not isinstance(node, ast.Assign):
                continue
            used = [each.id for each in ast.walk(node.value) if isinstance(each, ast.Name)]
            after = dict.fromkeys(name for each in used for name in origins.get(each, ()))
            origins |= {
                each.id: after
                for target in node.targets
                for each in ast.walk(target)
                if isinstance(each, ast.Name)
            }
            exec(compile(ast.Module([node], []), "reference", "exec"), namespace)
            name = node.targets[0].id if isinstance(node.targets[0], ast.Name) else ""
            if name in mine:
                right, yours = np.asarray(namespace[name], dtype=float), mine[name].yours
                found.append(
                    mine[name]._replace(
                        right=right, wrong=not same(right, yours), known=dict(before), after=tuple(after)
                    )
                )
                namespace[name] = before[name] = yours
                origins[name] = {name: None} if name in wrong else {}
    return found


def arguments_of(reference: str, target: str) -> Mapping[str, frozenset[str]]:
    """Return which arguments go into each returned value, by its name in the reference; empty if it isn't plain."""
    function = function_of(reference, target)
    if function is None:
        return {}
    used: dict[str, frozenset[str]] = {name: frozenset({name}) for name in parameters(function)}
    for node in function.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            names = {each.id for each in ast.walk(node.value) if isinstance(each, ast.Name)}
            used[node.targets[0].id] = frozenset().union(*(used.get(name, frozenset()) for name in names))
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            return {
                each.id: used.get(each.id, frozenset())
                for each in node.value.elts
                if isinstance(each, ast.Name)
            }
        elif not isinstance(node, ast.Expr):
            return {}
    return {}


def function_of(reference: str, target: str) -> ast.FunctionDef | None:
    """Return a function at the top of the reference."""
    found = (n for n in ast.parse(reference).body if isinstance(n, ast.FunctionDef) and n.name == target)
    return next(found, None)


STEP = "Only the step to {names} is wrong."

STEPS = "The steps to {names} are wrong."

FOLLOW = "; {names} {are} what follows from {it}."

FOLLOWING = late_pattern(r"; (.+) (?:is|are) what follows from [\w, ]+\.")
