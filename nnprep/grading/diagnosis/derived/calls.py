"""Mistakes in calls: a wrong axis, a sum for a mean, a function left out, applied twice or of another family."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from nnprep.grading.diagnosis.derived.source import MARKS, Change, Source, count_said

FAMILIES = {
    "mean": ("sum", "max", "min", "std"),
    "sum": ("mean", "max", "prod"),
    "max": ("min", "mean", "sum"),
    "min": ("max",),
    "exp": ("log", "expm1", "exp2"),
    "log": ("log2", "log10", "log1p", "exp"),
    "log1p": ("log",),
    "argmax": ("argmin", "max"),
    "maximum": ("minimum", "add", "max"),
    "minimum": ("maximum", "min"),
    "zeros": ("ones", "empty"),
    "zeros_like": ("ones_like",),
    "ones": ("zeros",),
    "tanh": ("sin", "cosh", "sinh"),
    "sqrt": ("cbrt",),
    "outer": ("dot", "multiply"),
    "std": ("var",),
    "var": ("std",),
    "diag": ("eye",),
}
"""Functions that are taken for another one."""
SAID = {
    "max": "a maximum",
    "min": "a minimum",
    "mean": "a mean",
    "sum": "a sum",
    "std": "a standard deviation",
    "var": "a variance",
    "prod": "a product",
    "exp": "an exponential",
    "log": "a natural logarithm",
    "log2": "a logarithm to base 2",
    "log10": "a logarithm to base 10",
    "reshape": "a reshape",
    "astype": "a conversion of the dtype",
    "ravel": "flattening",
    "asarray": "a conversion",
}
AXES = ("0", "1", "-1", "None")
DTYPES = ("None", "int", "'float32'")
OPTIONAL = {"maximum", "minimum", "where", "logaddexp", "clip", "outer"}
"""Functions of several arguments of which somebody may use one argument alone."""

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def in_call(node: ast.Call, counts: Sequence[str], source: Source) -> Iterator[Change]:
    """Yield what can go wrong in one call; `counts` are what its function could divide by."""
    name = called(node)
    yield from in_keywords(node, name, source)
    yield from in_shape(node, name, source)
    yield from in_reduction(node, name, counts, source)
    yield from in_arguments(node, name, source)
    if isinstance(node.func, ast.Attribute):
        for other in FAMILIES.get(name, ()):
            new = source.code(node.func).removesuffix(name) + other
            pair = (
                (f"np.{other}", f"np.{name}")
                if name == f"{other}imum"
                else (said(other, source), said(name, source))
            )
            what = "{} were used instead of {}".format(*pair)
            yield source.change("function", what, node.func, new, f"{name}>{other}")
    if isinstance(node.func, ast.Attribute) and not is_module(node.func.value):
        what = f"{said(name, source)} were missing"
        yield source.change("call-dropped", what, node, source.code(node.func.value), name)
    elif len(node.args) == 1 and not isinstance(node.args[0], ast.Starred):
        argument = source.code(node.args[0])
        yield source.change("call-dropped", f"{said(name, source)} were left out", node, argument, name)
        twice = f"{source.code(node.func)}({source.code(node)})"
        yield source.change("call-doubled", f"{said(name, source)} were applied twice", node, twice, name)
        negative = f"the argument of {said(name, source)} had the wrong sign"
        yield source.change("argument-sign", negative, node.args[0], f"-({argument})", name)


def in_keywords(node: ast.Call, name: str, source: Source) -> Iterator[Change]:
    """Yield options that are wrong or missing."""
    keepdims = next((each for each in node.keywords if each.arg == "keepdims"), None)
    for keyword in node.keywords:
        value = source.code(keyword.value)
        if keyword.arg == "axis":
            for axis in AXES:
                if axis == value:
                    continue
                where = "everything" if axis == "None" else f"axis {axis}"
                instead = ", whatever `axis` is" if value == "axis" in source.words else ""
                what = f"{summed(node, source) or said(name, source)} ran over {where}{instead}"
                wrong = source.put(keyword.value, axis)
                yield Change("axis", what, (wrong,), f"{name} {axis}")
                if keepdims is not None:
                    lost = f"{what} without keepdims"
                    spans = (wrong, source.put(keepdims.value, "False"))
                    yield Change("axis-and-keepdims", lost, spans, f"{name} {axis}")
        elif keyword.arg == "keepdims":
            what = f"{said(name, source)} lost its axis (no keepdims)"
            yield source.change("keepdims-dropped", what, keyword.value, "False", "keepdims")
        elif keyword.arg == "dtype":
            for dtype in DTYPES:
                if dtype != value:
                    yield source.change("dtype", "a dtype were another one", keyword.value, dtype)


def in_arguments(node: ast.Call, name: str, source: Source) -> Iterator[Change]:
    """Yield arguments that are exchanged, or taken for the result."""
    if any(isinstance(argument, ast.Starred) for argument in node.args) or len(node.args) < 2:
        return
    texts = [source.code(argument) for argument in node.args]
    if name == "outer":
        for vector, what in ((texts[0], "columns"), (texts[1], "rows")):
            columns = f"np.outer({vector} * {vector}, np.ones_like({vector}))"
            new = columns if what == "columns" else f"{columns}.T"
            yield source.change(
                "outer-of-one", f"each square stood in all {what} of an outer product", node, new
            )
    for first in range(len(texts)):
        for second in range(first + 1, len(texts)):
            spans = (source.put(node.args[first], texts[second]), source.put(node.args[second], texts[first]))
            what = f"two arguments of {said(name, source)} were swapped"
            yield Change("arguments-exchanged", what, spans, f"{name} {first} {second}")
    if name in OPTIONAL and len(texts) <= len(ORDINALS):
        constant = [isinstance(each, ast.Constant) for each in node.args]
        for number, text in sorted(enumerate(texts), key=lambda each: constant[each[0]]):
            # Without its bound a maximum is its argument; of two arguments that vary, one is ignored.
            bounds = all(constant[:number] + constant[number + 1 :]) or (name == "clip" and not number)
            left_out = bounds and not constant[number]
            only = f"only the {ORDINALS[number]} argument of {said(name, source)} counted"
            what = f"{said(name, source)} were left out" if left_out else only
            yield source.change("call-dropped", what, node, text, f"{name}>{text}")


def in_shape(node: ast.Call, name: str, source: Source) -> Iterator[Change]:
    """Yield a shape or another pair that is reversed or loses an axis, and a range that is longer or shorter."""
    for argument in node.args:
        if isinstance(argument, ast.Tuple) and len(argument.elts) == 2:
            one, other = (source.code(each) for each in argument.elts)
            yield source.change(
                "shape-reversed", "a pair were swapped", argument, f"({other}, {one})", "pair"
            )
            for alone in (one, other):
                yield source.change("shape-shortened", "an axis were missing", argument, f"({alone},)", alone)
    if name == "reshape" and isinstance(node.func, ast.Attribute):
        inner = source.code(node.func.value)
        if [source.code(each) for each in node.args] == ["-1", "1"] and not is_module(node.func.value):
            what = "what should be a column were flat"
            yield source.change("flat", what, node, f"{inner}.reshape(-1)")
            what = "every array got one more axis, also one that is a column already"
            yield source.change("one-more-axis", what, node, f"{inner}[:, None]")
    if name == "range":
        end = node.args[-1]
        for step, what in (
            ("+ 1", "a loop took one iteration too many"),
            ("- 1", "a loop took one iteration too few"),
        ):
            yield source.change("range", what, end, f"{source.code(end)} {step}", step)


def in_reduction(node: ast.Call, name: str, counts: Sequence[str], source: Source) -> Iterator[Change]:
    """Yield a mean that is divided by another count, or runs over one axis only."""
    if name not in ("mean", "sum"):
        return
    if isinstance(node.func, ast.Attribute):
        summed = (
            source.code(node.args[0])
            if is_module(node.func.value) and node.args
            else source.code(node.func.value)
        )
        if any(each.arg == "axis" and source.code(each.value) == "0" for each in node.keywords):
            for rows, what in (
                ("[-1:]", "only the last row counted"),
                ("[:1]", "only the first row counted"),
            ):
                yield source.change("one-row", what, node, f"({summed}){rows}", rows)
                yield source.change("row-for-mean", what, node, f"len({summed}) * ({summed}){rows}", rows)
            for rows, what in (
                ("[:-1]", "the last row were left out"),
                ("[1:]", "the first row were left out"),
            ):
                new = code_of(node, summed, f"({summed}){rows}", source)
                yield source.change("one-row", what, node, new, rows)
            absolute = code_of(node, summed, f"abs({summed})", source)
            what = f"{said(name, source)} ran over absolute values"
            yield source.change("without-signs", what, node, absolute)
    if node.keywords:
        return
    code = source.code(node)
    if name == "mean" and (
        isinstance(node.func, ast.Attribute) and (node.args or not is_module(node.func.value))
    ):
        inner = source.code(node.args[0] if node.args else node.func.value)
        for new, what in OF_MEAN:
            yield source.change("one-row", what, node, new.format(inner))
    total = "sum(".join(code.rsplit("mean(", 1)) if name == "mean" else code
    for count in counts:
        divisor = count_said(count, source.words)
        yield source.change("count", f"a sum were divided by {divisor}", node, f"{total} / {count}", count)
        again = f"a mean were divided by {divisor} again"
        yield source.change("count-again", again, node, f"{code} / {count}", count)
    for axis in ("0", "1"):
        inner = code[:-1] + ("" if code.endswith("()") else ", ") + f"axis={axis})"
        yield source.change(
            "axis-added", f"{said(name, source)} ran over axis {axis} only", node, inner, axis
        )


OF_MEAN = (
    ("np.ravel({0})[0]", "only the first row counted"),
    ("np.ravel({0})[-1]", "only the last row counted"),
    ("np.sum({0}) / max(np.size({0}) - 1, 1)", "a mean were divided by one less than the number of entries"),
)
"""What a mean over everything could be instead."""


def in_sum(node: ast.Call, values: Sequence[str], source: Source) -> Iterator[Change]:
    """Yield a sum over rows of another value than its own, which fills the same shape by broadcasting."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=summed), attr="sum")) if summed in values:
            for other in values:
                if other != summed and other[:1] == summed[:1]:
                    name = other if other in source.words else "another value"
                    what = f"a sum were that of {name}, spread over all entries"
                    # The learner knows the name of the result, such as db2, but not that of what it adds up.
                    result = re.search(rf"(\w+) = {other}\.sum\(", source.text)
                    if result and result[1] in source.words:
                        what = f"the error behind {result[1]} were added up instead of its own"
                    new = code_of(node, summed, f"(0 * {summed} + {other})", source)
                    yield source.change("sum-of-another", what, node, new)


def code_of(node: ast.Call, inner: str, new: str, source: Source) -> str:
    """Return a call with what it adds up replaced."""
    return source.code(node).replace(inner, new, 1)


def said(name: str, source: Source) -> str:
    """Return what to call a function; one that only the reference has keeps its name to itself."""
    return SAID.get(name) or (
        name if name and (name in source.words or name not in source.defined) else "a call"
    )


def summed(node: ast.Call, source: Source) -> str:
    """Return what to call a sum of exponentials, of which a softmax has one; empty for others."""
    match node.func:
        case ast.Attribute(value=ast.Name(id=name), attr="sum") if source.made.get(name) == MARKS["exp"]:
            return "the sum of exponentials"
    return ""


def called(node: ast.Call) -> str:
    """Return the name of what is called; empty if it has none."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def is_module(node: ast.expr) -> bool:
    """Return whether an expression is a module whose functions take everything as arguments."""
    return isinstance(node, ast.Name) and node.id in ("np", "math")
