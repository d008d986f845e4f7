"""Arguments that are changed before they're used, and values that are returned in another form, order or scale."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import permutations

from nnprep.content.edits import Span
from nnprep.grading.diagnosis.derived.source import Change, Source, nodes_in
from nnprep.grading.diagnosis.derived.statements import is_docstring, scaled

ROWS = {"X", "y", "logits", "a1", "a2", "z", "Y"}
"""Arguments that have a row for each sample."""
CLIPS = ("3", "5", "10", "20", "30", "50", "100", "500")
ARGUMENTS = (
    ("{0} - 1", "one less"),
    ("{0} + 1", "one more"),
    ("-{0}", "negated"),
    ("2 * {0}", "doubled"),
    ("2 * {0} - 1", "mapped from 0 and 1 to -1 and 1"),
    ("np.abs({0})", "without its sign"),
    ("np.squeeze({0})", "without its axes of length 1"),
    ("np.ravel({0})", "flattened first"),
    ("np.reshape({0}, (-1, 1))", "reshaped to one column first"),
    ("np.reshape({0}, (1, -1))", "reshaped to one row first"),
    ("np.transpose({0})", "transposed"),
    ("np.round({0})", "rounded"),
    ("np.asarray({0}, dtype=np.float32)", "rounded to float32"),
    ("np.asarray({0}).astype(int)", "truncated to integers"),
    ("np.asarray({0}, dtype=float)", "converted to float64"),
    ("{0} / len({0})", "divided by the number of rows"),
    ("{0} - np.mean({0}, axis=0)", "reduced by the means of its columns"),
    ("({0} - np.mean({0}, axis=0)) / (np.std({0}, axis=0) + 1e-8)", "standardized"),
    ("({0} - np.mean({0}, axis=0)) / np.std({0}, axis=0)", "standardized"),
    *((f"np.clip({{0}}, -{limit}, {limit})", f"clipped at {limit}") for limit in CLIPS),
    ("np.clip({0}, 0.01, 0.99)", "clipped"),
    ("np.clip({0}, 1e-7, 1 - 1e-7)", "clipped"),
    ("np.exp({0}) / np.sum(np.exp({0}), axis=-1, keepdims=True)", "passed through a softmax first"),
    ("1 / (1 + np.exp(-{0}))", "passed through a sigmoid first"),
    ("np.maximum({0}, 0)", "passed through a ReLU first"),
    ("np.log({0})", "its logarithm"),
    ("(np.asarray({0}) > 0.5) * 1.0", "rounded to 0 and 1"),
    ("np.where(np.isneginf({0}), 0, {0})", "0 wherever it's -inf"),
    ("np.nan_to_num({0})", "the largest number, or minus that, wherever it's infinite"),
    ("np.sort({0}, axis=0)", "sorted"),
    ("{0}[::-1]", "reversed"),
    ("{0}[1:]", "without its first entry"),
    ("{0}[:-1]", "without its last entry"),
)
"""What becomes of an argument, and what to call it."""
FLAT = (
    (
        "np.full(np.shape({0}), np.mean({0}))",
        "replaced by its mean where it has the shape (m,), as a broadcast to (m, m) and a mean do",
    ),
    (
        "len({0}) * np.full(np.shape({0}), np.mean({0}))",
        "replaced by its sum where it has the shape (m,), as a broadcast to (m, m) and a sum do",
    ),
)
"""What becomes of labels of the shape (m,) that meet a column."""
SUBSETS = (
    ("[:-1]", "the last row were left out"),
    ("[1:]", "the first row were left out"),
    ("[-1:]", "only the last row counted"),
)
RETURNED = (
    ("({0}).T", "transposed"),
    ("np.ravel({0})", "flattened"),
    ("np.reshape({0}, (-1, 1))", "reshaped to one column"),
    ("np.sum({0})", "summed to one number"),
    ("np.mean({0})", "averaged to one number"),
    ("np.round({0})", "rounded"),
    ("float(np.sum({0}))", "summed to one number"),
    ("np.asarray({0}).astype(float)", "floats"),
    ("np.asarray({0}).astype(bool)", "booleans"),
    ("np.asarray({0})", "an array"),
    ("({0})[::-1]", "in reverse order"),
    ("({0}) / np.log(2)", "counted in bits"),
    ("({0}) / np.log(10)", "computed with a logarithm to base 10"),
    ("np.exp({0})", "passed through an exponential"),
    ("np.log({0})", "passed through a logarithm"),
    ("1 - ({0})", "the complement"),
    ("np.nan_to_num({0})", "cleaned of nan and infinity"),
    ("np.squeeze({0})", "without its axes of length 1"),
    ("np.abs({0})", "without its sign"),
    ("np.clip({0}, 1e-7, 1 - 1e-7)", "clipped"),
    ("np.clip({0}, -1, 1)", "clipped to -1 and 1"),
    ("np.sum({0}, axis=-1, keepdims=True)", "summed along the last axis"),
    ("np.mean({0}, axis=-1, keepdims=True)", "averaged along the last axis"),
    ("np.reshape({0}, np.shape({0})[::-1])", "reshaped"),
    ("np.float32({0})", "float32"),
    ("list({0})", "a list"),
    ("tuple({0})", "a tuple"),
    ("str({0})", "text"),
)
"""What is made of a returned value, and what to call it."""


def in_forms(function: ast.FunctionDef, source: Source) -> Iterator[Change]:
    """Yield what can go wrong in what a function takes and returns."""
    yield from in_arguments(function, source)
    yield from without_last_term(function, source)
    for node in nodes_in(function):
        if isinstance(node, ast.Return) and node.value is not None:
            yield from in_return(node, node.value, source)


def in_arguments(function: ast.FunctionDef, source: Source) -> Iterator[Change]:
    """Yield arguments that are changed before anything is done with them."""
    names = [each.arg for each in function.args.args if each.arg != "self"]
    body = function.body[1:] if is_docstring(function.body[0]) and len(function.body) > 1 else function.body
    start, _ = source.place(body[0])
    indent = " " * body[0].col_offset

    def before(operator: str, what: str, lines: Sequence[str]) -> Change:
        return Change(operator, what, (Span(start, start, "".join(f"{line}\n{indent}" for line in lines)),))

    for name in names:
        shown = name if name in source.words else "an argument"
        for form, what in ARGUMENTS:
            yield before("argument", f"{shown} were {what}", [f"{name} = {form.format(name)}"])
        if name in ("y", "Y", "labels"):
            yield before("labels", f"{shown} were exchanged, 1 for 0 and 0 for 1", [f"{name} = 1 - {name}"])
            smooth = "smoothed: 0.95 for 1 and 0.05 for 0"
            yield before("labels", f"{shown} were {smooth}", [f"{name} = 0.9 * np.asarray({name}) + 0.05"])
            order = f"the labels in {shown} were numbered by their order among those of this batch"
            numbers = f"{name} = np.unique({name}, return_inverse=True)[1].reshape(np.shape({name}))"
            yield before("labels", order, [numbers])
            for form, what in FLAT:
                one = f"{name} = {form.format(name)} if np.ndim({name}) == 1 else {name}"
                yield before("labels", f"{shown} were {what}", [one])
        if name not in ROWS:
            yield before("doubled", f"{shown} were doubled", [f"{name} *= 2"])
        # Not every check measures whether the caller's array changed, too.
        what = "reduced by the means of its columns"
        yield before("argument-in-place", f"{shown} were {what}", [f"{name} -= {name}.mean(axis=0)"])
    rows = [name for name in names if name in ROWS]
    if rows:
        for part, what in SUBSETS:
            yield before("rows", what, [f"{name} = {name}{part}" for name in rows])


def in_return(node: ast.Return, value: ast.expr, source: Source) -> Iterator[Change]:
    """Yield values that are returned in another order, form or scale, or not at all."""
    start, end = source.place(node)
    yield Change("return-dropped", "nothing were returned", (Span(start, end, source.code(value)),))
    if isinstance(value, ast.Tuple):
        yield from in_returned_tuple(value, source)
    for each in value.elts if isinstance(value, ast.Tuple) else [value]:
        name = source.said(each) or "its result"
        yield from scaled(each, name, source)
        for form, what in RETURNED:
            new = form.format(source.code(each))
            yield source.change("returned-form", f"{name} were {what}", each, new, what)


def without_last_term(function: ast.FunctionDef, source: Source) -> Iterator[Change]:
    """Yield returned values as they were before something was added to them."""
    sums = {
        node.targets[0].id: node.value
        for node in nodes_in(function)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.BinOp)
        and isinstance(node.value.op, ast.Add)
    }
    for node in nodes_in(function):
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            for each in node.value.elts:
                if isinstance(each, ast.Name) and each.id in sums:
                    term = source.said(sums[each.id].right) or "a term"
                    what = f"{each.id} were returned without {term}"
                    if each.id in source.words:
                        yield source.change(
                            "returned-early", what, each, source.code(sums[each.id].left), "early"
                        )


def in_returned_tuple(value: ast.Tuple, source: Source) -> Iterator[Change]:
    """Yield another order, number or kind of returned values."""
    texts = [source.code(each) for each in value.elts]
    for number, text in enumerate(texts):
        name = text if text in source.words else "one value"
        yield source.change("returns", f"only {name} were returned", value, text)
        rest = ", ".join(texts[:number] + texts[number + 1 :])
        yield source.change("returns", f"{name} weren't returned", value, f"({rest},)")
    pairs = ", ".join(f"{text!r}: {text}" for text in texts if text.isidentifier())
    yield source.change("returns", "a dict were returned", value, f"{{{pairs}}}")
    yield source.change("returns", "a list were returned", value, f"[{', '.join(texts)}]")
    orders = permutations(texts) if len(texts) <= 4 else [tuple(reversed(texts))]
    for order in orders:
        moved = [name for name, old in zip(order, texts, strict=True) if name != old]
        if len(moved) == 2 and set(moved) <= source.words:
            what = f"{moved[1]} and {moved[0]} were returned in swapped order"
        else:
            what = "the returned values were in another order"
        if moved:
            yield source.change("order-of-returns", what, value, f"({', '.join(order)})")
