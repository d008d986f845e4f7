"""The numbers that stand in cards, computed: a card's `proof` names one call of a function listed here."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from typing import Any

from nnprep.errors import nearest_first
from nnprep.nn.experiments import depth, xor
from nnprep.nn.experiments import feature_scaling as scaling
from nnprep.nn.formulas import activations, arithmetic, costs, losses, optimizers, parameters
from nnprep.nn.formulas import init_scales as scales
from nnprep.nn.formulas import output_sizes as extents


class ProofError(ValueError):
    """A call that cannot be evaluated; the message says why, in one sentence without a full stop."""


def evaluate(call: str) -> float:
    """Return the number that a call computes, such as `mlp_parameters([10, 64, 3])`.

    The call names one function of `functions()`; its arguments are literals, by position or by name. Nothing
    else is ever evaluated. Raises ProofError where the text is no such call, the name is unknown, the call
    fails, or the result is not one number.
    """
    name, arguments, named = parsed(call)
    known = functions()
    if name not in known:
        near = ", ".join(nearest_first(name, known)[:3])
        raise ProofError(f"no number function is called {name!r}; the nearest are {near}")
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
        named = {
            str(keyword.arg): ast.literal_eval(keyword.value) for keyword in tree.keywords if keyword.arg
        }
    except (ValueError, TypeError) as error:
        raise ProofError(f"the arguments of {call!r} are not all literals") from error
    return tree.func.id, positional, named


def functions() -> dict[str, Callable[..., float]]:
    """Return every number function by its name, in the order of the modules."""
    modules = (
        parameters,
        costs,
        extents,
        activations,
        losses,
        optimizers,
        scales,
        scaling,
        depth,
        xor,
        arithmetic,
    )
    return {function.__name__: function for module in modules for function in module.NUMBERS}


def listing() -> list[tuple[str, str]]:
    """Return each number function's signature and first docstring line, for those who write cards."""
    return [
        (f"{name}{plain_signature(function)}", (inspect.getdoc(function) or "").split("\n")[0])
        for name, function in functions().items()
    ]


def plain_signature(function: Callable[..., Any]) -> str:
    """Return a function's parameters with their defaults and without annotations."""
    signature = inspect.signature(function)
    bare = [p.replace(annotation=inspect.Parameter.empty) for p in signature.parameters.values()]
    return str(signature.replace(parameters=bare, return_annotation=inspect.Signature.empty))
