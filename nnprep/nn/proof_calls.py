"""The numbers in cards, computed: a card's `proof` is one call of a function in this list."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from nnprep.errors import nearest_first
from nnprep.nn.formulas import (
    activations,
    arithmetic,
    costs,
    decoding,
    init_scales,
    losses,
    measures,
    optimizers,
    output_sizes,
    parameters,
    penalties,
)

MODULES = (
    parameters, costs, output_sizes, activations, losses, measures, optimizers, penalties,
    init_scales, arithmetic, decoding,
)  # fmt: skip
FORMULAS: dict[str, Callable[..., float]] = {
    function.__name__: function for module in MODULES for function in module.NUMBERS
}


class ProofError(ValueError):
    """A call that can't be evaluated; the message says why, in one sentence without a full stop."""


def evaluate(call: str) -> float:
    """Return the number that a call computes, such as `mlp_parameters([10, 64, 3])`.

    The call names one function of `functions()`; its arguments are literals, by position or by name. Nothing else is
    ever evaluated. Raises ProofError if the text isn't such a call, the name is unknown, the call fails, or the result
    isn't one number.
    """
    name, arguments, named = parsed(call)
    known = FORMULAS if name in FORMULAS else functions()
    if name not in known:
        near = ", ".join(nearest_first(name, known)[:3])
        raise ProofError(f"unknown function {name!r}; the nearest are {near}")
    try:
        result = known[name](*arguments, **named)
    except (TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise ProofError(f"{call} fails: {type(error).__name__}: {error}") from error
    if isinstance(result, bool) or not isinstance(result, int | float):
        raise ProofError(f"{call} returns {type(result).__name__}, not one number")
    return result


def parsed(call: str) -> tuple[str, list[Any], dict[str, Any]]:
    """Split a call into its function's name, its positional and its named arguments; raises ProofError."""
    try:
        tree = ast.parse(call.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ProofError(f"{call!r} is not a call that Python can read") from error
    if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name):
        raise ProofError(f"{call!r} is not one call of a named function")
    if any(keyword.arg is None for keyword in tree.keywords):
        raise ProofError(f"{call!r} unpacks a mapping; write each argument by its name")
    try:
        positional = [ast.literal_eval(node) for node in tree.args]
        named = {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in tree.keywords}
    except (ValueError, TypeError) as error:
        raise ProofError(f"the arguments of {call!r} are not all literals") from error
    return tree.func.id, positional, named


def functions() -> dict[str, Callable[..., float]]:
    """Return every number function by its name: formulas, then experiments."""
    # Experiments load NumPy, which most proofs don't need.
    from nnprep.nn.experiments import depth, feature_scaling, xor

    experiments = (*depth.NUMBERS, *feature_scaling.NUMBERS, *xor.NUMBERS)
    return FORMULAS | {function.__name__: function for function in experiments}
