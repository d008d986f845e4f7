"""Parameter names of the reference's functions, read from its text, so that values can be called by name."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache

Signatures = Mapping[str, tuple[str, ...]]
"""`backward` or `MLP.forward` to the names of its parameters, without `self`; a class to those of `__init__`."""


@lru_cache(maxsize=64)
def signatures_of(source: str) -> Signatures:
    """Return the parameter names of every function, class and method at the top of a file."""
    signatures: dict[str, tuple[str, ...]] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            signatures[node.name] = parameters(node)
        elif isinstance(node, ast.ClassDef):
            for member in node.body:
                if isinstance(member, ast.FunctionDef):
                    signatures[f"{node.name}.{member.name}"] = parameters(member)[1:]
            signatures[node.name] = signatures.get(f"{node.name}.__init__", ())
    return signatures


def parameters(node: ast.FunctionDef) -> tuple[str, ...]:
    return tuple(each.arg for each in (*node.args.posonlyargs, *node.args.args))
