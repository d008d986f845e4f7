"""Mistakes in calls: the wrong axis, a lost axis, a sum for a mean, a function left out, applied twice or of another family."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nnprep.grading.diagnosis.derived.source import Change, Source

FAMILIES = {
    "mean": ("sum", "max", "std"),
    "sum": ("mean", "max", "prod"),
    "max": ("min", "mean", "sum"),
    "min": ("max",),
    "exp": ("log", "expm1", "exp2"),
    "log": ("log2", "log10", "log1p", "exp"),
    "log1p": ("log",),
    "argmax": ("argmin", "max"),
    "maximum": ("minimum", "add"),
    "minimum": ("maximum",),
    "zeros": ("ones", "empty"),
    "zeros_like": ("ones_like",),
    "ones": ("zeros",),
    "tanh": ("sin", "cosh", "sinh"),
    "sqrt": ("cbrt",),
    "outer": ("dot", "multiply"),
    "std": ("var",),
    "var": ("std",),
    "standard_normal": ("random",),
    "diag": ("eye",),
}
SAID = {
    "max": "a maximum",
    "min": "a minimum",
    "mean": "a mean",
    "sum": "a sum",
    "exp": "an exponential",
    "log": "a natural logarithm",
    "log2": "a logarithm to base 2",
    "log10": "a logarithm to base 10",
}
AXES = ("0", "1", "-1", "None")
LEFT_OUT = {
    "reshape": "a reshape",
    "astype": "a conversion of the dtype",
    "ravel": "the flattening",
    "asarray": "a conversion",
}


def in_call(node: ast.Call, source: Source) -> Iterator[Change]:
    """Yield what can go wrong in one call."""
    name = called(node)
    yield from in_keywords(node, name, source)
    yield from in_shape(node, source)
    yield from in_reduction(node, name, source)
    yield from in_arguments(node, name, source)
    for other in FAMILIES.get(name, ()):
        if isinstance(node.func, ast.Attribute):
            start, end = source.place(node.func)
            new = source.text[start:end][: -len(name)] + other
            what = f"{SAID.get(other, other)} stood in the place of {SAID.get(name, name)}"
            yield Change("function", what, (source.put(node.func, new),), f"{name}>{other}")
    if isinstance(node.func, ast.Attribute) and not is_module(node.func.value):
        what = f"{LEFT_OUT.get(name, SAID.get(name, name))} were missing"
        yield Change("call left out", what, (source.put(node, source.code(node.func.value)),), name)
    elif len(node.args) == 1 and not isinstance(node.args[0], ast.Starred):
        what = f"{LEFT_OUT.get(name, SAID.get(name, name))} were left out"
        yield Change("call left out", what, (source.put(node, source.code(node.args[0])),), name)
        again = source.code(node.func)
        what = f"{name} were applied twice"
        yield Change("call doubled", what, (source.put(node, f"{again}({source.code(node)})"),), name)
        yield Change(
            "argument sign",
            f"the argument of {name} had the wrong sign",
            (source.put(node.args[0], f"-({source.code(node.args[0])})"),),
            name,
        )


def in_keywords(node: ast.Call, name: str, source: Source) -> Iterator[Change]:
    """Yield options that are wrong or missing."""
    for keyword in node.keywords:
        if keyword.arg == "axis":
            value = source.code(keyword.value)
            for axis in AXES:
                if axis != value:
                    what = f"{SAID.get(name, name)} ran over {'everything' if axis == 'None' else f'axis {axis}'}"
                    yield Change("axis", what, (source.put(keyword.value, axis),), f"{name} {axis}")
                    if keeps(node):
                        kept = next(each for each in node.keywords if each.arg == "keepdims")
                        spans = (source.put(keyword.value, axis), source.put(kept.value, "False"))
                        yield Change(
                            "axis and keepdims", f"{what} and lost its axis", spans, f"{name} {axis}"
                        )
        elif keyword.arg == "keepdims":
            what = f"{SAID.get(name, name)} had lost its axis (keepdims)"
            yield Change("keepdims", what, (source.put(keyword.value, "False"),), "keepdims")
        elif keyword.arg == "dtype":
            for dtype in ("None", "int", "'float32'"):
                if dtype != source.code(keyword.value):
                    yield Change("dtype", "a dtype were another one", (source.put(keyword.value, dtype),))


def in_arguments(node: ast.Call, name: str, source: Source) -> Iterator[Change]:
    """Yield arguments that are exchanged, or taken for the result."""
    if any(isinstance(argument, ast.Starred) for argument in node.args) or len(node.args) < 2:
        return
    texts = [source.code(argument) for argument in node.args]
    for first in range(len(texts)):
        for second in range(first + 1, len(texts)):
            spans = (source.put(node.args[first], texts[second]), source.put(node.args[second], texts[first]))
            yield Change(
                "arguments", f"two arguments of {name} were exchanged", spans, f"{name}{first}{second}"
            )
    if name in ("maximum", "minimum", "where", "logaddexp", "clip", "outer"):
        for text in texts:
            yield Change(
                "call left out", f"{name} were left out", (source.put(node, text),), f"{name}>{text}"
            )


def in_shape(node: ast.Call, source: Source) -> Iterator[Change]:
    """Yield a shape or another pair that is turned around or loses an axis; a range that is one longer or shorter."""
    for argument in node.args:
        if isinstance(argument, ast.Tuple) and len(argument.elts) == 2:
            one, other = (source.code(each) for each in argument.elts)
            yield Change(
                "shape", "a pair were exchanged", (source.put(argument, f"({other}, {one})"),), "pair"
            )
            for alone in (one, other):
                yield Change("shape", "an axis were missing", (source.put(argument, f"({alone},)"),), alone)
    if called(node) == "range":
        for step, what in (("+ 1", "a loop made one turn too many"), ("- 1", "a loop made one turn too few")):
            end = node.args[-1]
            yield Change("range", what, (source.put(end, f"{source.code(end)} {step}"),), step)


def in_reduction(node: ast.Call, name: str, source: Source) -> Iterator[Change]:
    """Yield a mean that is divided by another count."""
    if name not in ("mean", "sum") or node.keywords:
        return
    code = source.code(node)
    summed = (
        (code[: code.rindex("mean(")] + "sum(" + code[code.rindex("mean(") + 5 :]) if name == "mean" else code
    )
    for count in source.counts:
        said = source.count_said(count)
        yield Change(
            "count", f"a sum were divided by {said}", (source.put(node, f"{summed} / {count}"),), count
        )
        yield Change(
            "count",
            f"a mean were divided by {said} once more",
            (source.put(node, f"{code} / {count}"),),
            count,
        )
    for axis in ("0", "1"):
        inner = code[:-1] + (", " if not code.endswith("()") else "") + f"axis={axis})"
        yield Change(
            "axis", f"{SAID.get(name, name)} ran over axis {axis} only", (source.put(node, inner),), axis
        )


def called(node: ast.Call) -> str:
    """Return the name of what is called; empty where it has none."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def keeps(node: ast.Call) -> bool:
    return any(each.arg == "keepdims" for each in node.keywords)


def is_module(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("np", "math")
