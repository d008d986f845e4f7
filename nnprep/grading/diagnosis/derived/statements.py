"""Mistakes in statements: one left out, moved or overwritten; what is returned, and what is taken by default."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import combinations, pairwise, permutations

from nnprep.content.edits import Span
from nnprep.grading.diagnosis.derived.source import Change, Source

ROWS = ("X", "y", "logits", "a1", "a2", "z", "Y")
"""Arguments that have a row for each sample."""
ARGUMENTS = (
    ("{0} - 1", "one less"),
    ("{0} + 1", "one more"),
    ("-{0}", "negated"),
    ("2 * {0}", "doubled"),
    ("2 * {0} - 1", "turned from 0 and 1 into -1 and 1"),
    ("np.abs({0})", "without sign"),
    ("np.squeeze({0})", "without its axes of length 1"),
    ("np.ravel({0})", "flat"),
    ("np.reshape({0}, (-1, 1))", "a column"),
    ("np.reshape({0}, (1, -1))", "a row"),
    ("np.transpose({0})", "transposed"),
    ("np.round({0})", "rounded"),
    ("np.asarray({0}, dtype=np.float32)", "cut to float32"),
    ("np.asarray({0}).astype(int)", "cut to integers"),
    ("np.asarray({0}, dtype=float)", "turned into float64"),
    ("({0} - np.mean({0}, axis=0)) / (np.std({0}, axis=0) + 1e-8)", "standardized"),
    ("np.clip({0}, -5, 5)", "clipped at 5"),
    ("np.clip({0}, -20, 20)", "clipped at 20"),
    ("np.clip({0}, -30, 30)", "clipped at 30"),
    ("np.clip({0}, -50, 50)", "clipped at 50"),
    ("np.clip({0}, -100, 100)", "clipped at 100"),
    ("np.clip({0}, -500, 500)", "clipped at 500"),
    ("np.clip({0}, 0.01, 0.99)", "clipped"),
    ("np.clip({0}, 1e-7, 1 - 1e-7)", "clipped"),
    ("np.exp({0}) / np.sum(np.exp({0}), axis=-1, keepdims=True)", "passed through a softmax first"),
    ("1 / (1 + np.exp(-{0}))", "passed through a sigmoid first"),
    ("np.maximum({0}, 0)", "passed through a ReLU first"),
    ("np.log({0})", "a logarithm"),
    ("(np.asarray({0}) > 0.5) * 1.0", "rounded to 0 and 1"),
    ("np.sort({0}, axis=0)", "sorted"),
    ("{0}[::-1]", "reversed"),
    ("{0}[1:]", "without its first entry"),
    ("{0}[:-1]", "without its last entry"),
)
SCALES = (("2 * ", "twice as large"), ("0.5 * ", "half as large"), ("-1 * ", "negated"))


def in_function(node: ast.FunctionDef, source: Source) -> Iterator[Change]:
    """Yield what can go wrong in the statements of a function."""
    yield from in_defaults(node, source)
    yield from in_arguments(node, source)
    for block in blocks(node):
        for statement in block:
            yield from in_statement(statement, len(block), source)
        for first, second in pairwise(block):
            if not isinstance(first, ast.FunctionDef | ast.Return) and not isinstance(
                second, ast.FunctionDef
            ):
                spans = (source.put(first, source.code(second)), source.put(second, source.code(first)))
                if same_indent(first, second):
                    yield Change("order", "two steps were made in the other order", spans)


def in_statement(node: ast.stmt, beside: int, source: Source) -> Iterator[Change]:
    """Yield what can go wrong in one statement."""
    if isinstance(node, ast.Assign | ast.AugAssign | ast.Expr) and not is_docstring(node):
        yield Change("step left out", "a step were missing", (source.put(node, "pass"),))
        indent = " " * node.col_offset
        yield Change(
            "step doubled",
            "a step were made twice",
            (source.put(node, f"{source.code(node)}\n{indent}{source.code(node)}"),),
        )
    if isinstance(node, ast.AugAssign):
        value, target = source.code(node.value), source.code(node.target)
        yield Change(
            "overwritten",
            "the last round overwrote all before it",
            (source.put(node, f"{target} = {value}"),),
        )
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp | ast.Call | ast.Subscript):
        yield from scaled(node.value, source.said(node.targets[0]) or "a value on the way", source)
        target = node.targets[0]
        if isinstance(target, ast.Name | ast.Attribute) and isinstance(node.value, ast.BinOp):
            left = source.code(node.value.left)
            if left == source.code(target):
                sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}.get(type(node.value.op))
                if sign:
                    new = f"{left} {sign}= {source.code(node.value.right)}"
                    yield Change("in place", "an array were changed in place", (source.put(node, new),))
    if isinstance(node, ast.Return) and node.value is not None:
        yield from in_return(node, node.value, source)
    if isinstance(node, ast.If):
        for answer in ("True", "False"):
            yield Change("condition", "a condition were ignored", (source.put(node.test, answer),))
    if isinstance(node, ast.For):
        yield from in_loop(node, source)


def in_return(node: ast.Return, value: ast.expr, source: Source) -> Iterator[Change]:
    """Yield values that come back in another order, form or scale."""
    start, end = source.place(node)
    yield Change("no return", "nothing were returned", (Span(start, end, source.code(value)),))
    if isinstance(value, ast.Tuple):
        texts = [source.code(each) for each in value.elts]
        yield Change(
            "order of returns",
            "the returned values came in reverse",
            (source.put(value, f"({', '.join(reversed(texts))})"),),
        )
        for one, other in combinations(range(len(texts)), 2):
            swapped = list(texts)
            swapped[one], swapped[other] = texts[other], texts[one]
            what = f"{texts[one]} and {texts[other]} were exchanged in what is returned"
            named = (
                what
                if {texts[one], texts[other]} <= set(source.words)
                else "two returned values were exchanged"
            )
            yield Change("order of returns", named, (source.put(value, f"({', '.join(swapped)})"),))
        for number, text in enumerate(texts):
            named = text if text in source.words else "one value"
            yield Change("returns", f"only {named} were returned", (source.put(value, text),))
            rest = ", ".join(texts[:number] + texts[number + 1 :])
            yield Change("returns", f"{named} were not returned", (source.put(value, f"({rest},)"),))
        pairs = ", ".join(f"{text!r}: {text}" for text in texts if text.isidentifier())
        yield Change("returns", "a dict were returned", (source.put(value, f"{{{pairs}}}"),))
        yield Change("returns", "a list were returned", (source.put(value, f"[{', '.join(texts)}]"),))
        yield from orders(value, texts, source)
        values = value.elts
    else:
        values = [value]
    for each in values:
        name = source.said(each) or "what is returned"
        yield from scaled(each, name, source)
        code = source.code(each)
        for new, what in (
            (f"({code}).T", f"{name} were transposed"),
            (f"np.ravel({code})", f"{name} were flat"),
            (f"np.reshape({code}, (-1, 1))", f"{name} were a column"),
            (f"np.sum({code})", f"{name} were summed up to one number"),
            (f"np.mean({code})", f"{name} were averaged to one number"),
            (f"np.round({code})", f"{name} were rounded"),
            (f"float(np.sum({code}))", f"{name} were one number"),
            (f"np.asarray({code}).astype(float)", f"{name} were floats"),
            (f"np.asarray({code}).astype(bool)", f"{name} were truth values"),
            (f"np.asarray({code})", f"{name} were an array"),
            (f"({code})[::-1]", f"{name} came in reverse order"),
            (f"({code}) / np.log(2)", f"{name} were counted in bits"),
            (f"({code}) / np.log(10)", f"{name} had a logarithm to base 10"),
            (f"np.exp({code})", f"{name} were an exponential"),
            (f"np.log({code})", f"{name} were a logarithm"),
            (f"1 - ({code})", f"{name} were the complement"),
            (f"np.nan_to_num({code})", f"{name} had nan and infinity replaced"),
            (f"np.squeeze({code})", f"{name} had lost every axis of length 1"),
            (f"np.abs({code})", f"{name} had lost the sign"),
            (f"np.clip({code}, 1e-7, 1 - 1e-7)", f"{name} were clipped"),
            (f"np.clip({code}, -1, 1)", f"{name} were clipped"),
            (f"np.sum({code}, axis=-1, keepdims=True)", f"{name} were summed along the last axis"),
            (f"np.mean({code}, axis=-1, keepdims=True)", f"{name} were averaged along the last axis"),
            (f"np.reshape({code}, np.shape({code})[::-1])", f"{name} were reshaped"),
            (f"np.float32({code})", f"{name} were float32"),
            (f"list({code})", f"{name} were a list"),
            (f"tuple({code})", f"{name} were a tuple"),
            (f"str({code})", f"{name} were text"),
        ):
            yield Change("form of what is returned", what, (source.put(each, new),))


def orders(value: ast.Tuple, texts: list[str], source: Source) -> Iterator[Change]:
    """Yield every other order of up to four returned values."""
    if 3 <= len(texts) <= 4:
        for order in permutations(texts):
            yield Change(
                "order of returns",
                "the returned values came in another order",
                (source.put(value, f"({', '.join(order)})"),),
            )


def in_arguments(function: ast.FunctionDef, source: Source) -> Iterator[Change]:
    """Yield arguments that are changed before anything is done with them."""
    names = [each.arg for each in function.args.args if each.arg != "self"]
    body = function.body[1:] if is_docstring(function.body[0]) and len(function.body) > 1 else function.body
    start, _ = source.place(body[0])
    indent = " " * body[0].col_offset

    def before(operator: str, what: str, lines: list[str]) -> Change:
        return Change(operator, what, (Span(start, start, "".join(f"{line}\n{indent}" for line in lines)),))

    for name in names:
        for form, what in ARGUMENTS:
            yield before("argument", f"{name} were {what}", [f"{name} = {form.format(name)}"])
        yield before("argument in place", f"{name} were changed in place", [f"{name} -= {name}.mean(axis=0)"])
        yield before("argument in place", f"{name} were changed in place", [f"{name} *= 2"])
    rows = [name for name in names if name in ROWS]
    for part, what in (
        ("[:-1]", "the last row were left out"),
        ("[1:]", "the first row were left out"),
        ("[-1:]", "only the last row counted"),
    ):
        yield before("rows", what, [f"{name} = {name}{part}" for name in rows])


def scaled(value: ast.expr, name: str, source: Source) -> Iterator[Change]:
    """Yield a value times 2, 1/2 or -1."""
    code = source.code(value)
    for factor, what in SCALES:
        yield Change("scale", f"{name} were {what}", (source.put(value, f"{factor}({code})"),), f"{factor}")


def in_loop(node: ast.For, source: Source) -> Iterator[Change]:
    """Yield a loop that misses its first or last turn, or runs the other way."""
    code = source.code(node.iter)
    for new, what in (
        (f"list({code})[1:]", "a loop left out its first turn"),
        (f"list({code})[:-1]", "a loop left out its last turn"),
        (f"list({code})[::-1]", "a loop ran the other way"),
        (f"list({code})[:1]", "a loop made one turn only"),
    ):
        yield Change("loop", what, (source.put(node.iter, new),), new.rpartition("[")[2])


def in_defaults(node: ast.FunctionDef, source: Source) -> Iterator[Change]:
    """Yield optional arguments that are ignored."""
    optional = node.args.args[len(node.args.args) - len(node.args.defaults) :]
    for argument, default in zip(optional, node.args.defaults, strict=True):
        uses = [
            each
            for each in ast.walk(node)
            if isinstance(each, ast.Name) and each.id == argument.arg and isinstance(each.ctx, ast.Load)
        ]
        if uses:
            what = f"{argument.arg} were ignored and always {source.code(default)}"
            spans = tuple(source.put(each, source.code(default)) for each in uses)
            yield Change("argument ignored", what, spans)


def blocks(node: ast.FunctionDef) -> Iterator[list[ast.stmt]]:
    """Yield every list of statements in a function."""
    for each in ast.walk(node):
        for field in ("body", "orelse"):
            block = getattr(each, field, None)
            if isinstance(block, list) and block:
                yield block


def is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def same_indent(one: ast.stmt, other: ast.stmt) -> bool:
    """Return whether two statements may change places as they stand: a statement of several lines keeps its indent."""
    return one.col_offset == other.col_offset
