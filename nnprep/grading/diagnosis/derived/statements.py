"""Mistakes in statements: one left out, repeated or moved, a loop that ends early, an option that is ignored."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from nnprep.content.edits import Span
from nnprep.errors import joined
from nnprep.grading.diagnosis.derived.source import Change, Source, nodes_in

IN_PLACE = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
LOOPS = (
    ("[1:]", "a loop left out its first iteration"),
    ("[:-1]", "a loop left out its last iteration"),
    ("[::-1]", "a loop ran the other way"),
    ("[:1]", "a loop ran only once"),
)
AGAIN = "gradients were computed again between the updates, when some weights or biases have already moved"
A_SUM = "a running sum"
INSTEAD = "the new value were kept for the next call in place of its last move"
SCALES = (("2 * ", "twice as large"), ("0.5 * ", "half as large"), ("-1 * ", "negated"), ("0 * ", "zero"))


def in_statements(function: ast.FunctionDef, source: Source) -> Iterator[Change]:
    """Yield what can go wrong in the statements of a function."""
    yield from in_defaults(function, source)
    for block in blocks(function):
        for statement in block:
            yield from in_statement(statement, source)
        for first, second in pairwise(block):
            yield from exchanged(first, second, source)
            yield from computed_again(first, second, source)
        yield from forgotten(block, source)
    yield from left_at_zero(function, source)
    yield from other_blocks(function, source)
    for node in nodes_in(function):
        if isinstance(node, ast.GeneratorExp | ast.ListComp):
            yield from other_turns(node.generators[0].iter, source)


def in_statement(node: ast.stmt, source: Source) -> Iterator[Change]:
    """Yield what can go wrong in one statement."""
    if isinstance(node, ast.Assign | ast.AugAssign | ast.Expr) and not is_docstring(node):
        step = named_step(node, source)
        yield Change("step-dropped", f"{step} were missing", (source.put(node, "pass"),))
        twice = f"{source.code(node)}\n{' ' * node.col_offset}{source.code(node)}"
        yield Change("step-doubled", f"{step} were made twice", (source.put(node, twice),))
    if isinstance(node, ast.AugAssign):
        last = f"{source.code(node.target)} = {source.code(node.value)}"
        yield Change("sum-overwritten", "each round overwrote the one before", (source.put(node, last),))
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp | ast.Call | ast.Subscript):
        target = node.targets[0]
        name = source.said(target) or source.made.get(source.code(target), "an intermediate value")
        yield from scaled(node.value, name, source)
        yield from updated_in_place(node, source)
    elif isinstance(node, ast.If):
        for answer in ("True", "False"):
            yield source.change("condition", "a condition were ignored", node.test, answer)
    elif isinstance(node, ast.For):
        yield from other_turns(node.iter, source)


def named_step(node: ast.Assign | ast.AugAssign | ast.Expr, source: Source) -> str:
    """Return what to call a statement: by what it computes or updates, if the learner has a name for that."""
    if isinstance(node, ast.Expr):
        return "a step"
    target = node.target if isinstance(node, ast.AugAssign) else node.targets[0]
    name = source.said(target)
    if not name:
        return "a step"
    code = source.code(target)
    again = isinstance(node, ast.AugAssign) or any(
        source.code(each) == code for each in nodes_in(node.value) if isinstance(each, ast.expr)
    )
    return f"an update of {name}" if again else f"the step that computes {name}"


def other_turns(items: ast.expr, source: Source) -> Iterator[Change]:
    """Yield a loop, or a sum over a generator, that leaves out an end or runs the other way."""
    for turns, what in LOOPS:
        yield source.change("loop", what, items, f"list({source.code(items)}){turns}", turns)


def forgotten(block: Sequence[ast.stmt], source: Source) -> Iterator[Change]:
    """Yield a sum that is kept from one call to the next, as a velocity is, and then forgets all but its last term."""
    last = block[-1]
    for node in block:
        match node:
            case ast.Assign(
                targets=[ast.Subscript() as target],
                value=ast.BinOp(
                    left=ast.BinOp(op=ast.Mult(), right=kept), op=ast.Add() | ast.Sub() as op, right=term
                ),
            ) if source.code(kept) == source.code(target):
                sign = "-" if isinstance(op, ast.Sub) else ""
                line = f"\n{' ' * last.col_offset}{source.code(target)} = {sign}({source.code(term)})"
                end = source.place(last)[1]
                what = f"only the newest term of {A_SUM} were passed on to the next call"
                yield Change("forgotten", what, (Span(end, end, line),), "forgotten")
                yield from kept_instead(block, target, source)


def kept_instead(block: Sequence[ast.stmt], kept: ast.Subscript, source: Source) -> Iterator[Change]:
    """Yield what a running sum is added to, such as a parameter, kept in the sum's place for the next call."""
    for node in block:
        match node:
            case ast.Assign(targets=[target], value=ast.BinOp(right=ast.Subscript() as used)) if (
                source.code(used) == source.code(kept) != source.code(target)
            ):
                end = source.place(node)[1]
                line = f"\n{' ' * node.col_offset}{source.code(kept)} = {source.code(target)}"
                yield Change("kept-instead", INSTEAD, (Span(end, end, line),), "kept-instead")


def computed_again(first: ast.stmt, second: ast.stmt, source: Source) -> Iterator[Change]:
    """Yield gradients that a call returns and that are computed again between the updates that use them."""
    match first:
        case ast.Assign(targets=[ast.Tuple()], value=ast.Call()) if isinstance(second, ast.For):
            start, _ = source.place(second.body[0])
            again = Span(start, start, f"{source.code(first)}\n{' ' * second.body[0].col_offset}")
            yield Change("computed-again", AGAIN, (again,))
            other_way = source.put(second.iter, f"list({source.code(second.iter)})[::-1]")
            yield Change("computed-again", AGAIN, (other_way, again))
            starts = [source.place(each)[0] for each in second.body]
            each = tuple(again._replace(start=start, end=start) for start in starts)
            if len(each) > 1:
                yield Change("computed-again", AGAIN, each)
                yield Change("computed-again", AGAIN, (other_way, *each))


def left_at_zero(function: ast.FunctionDef, source: Source) -> Iterator[Change]:
    """Yield a loop that doesn't fill all entries of lists, where the others stay zero."""
    lists = [span for node in nodes_in(function) for span in zeros_in(node, source)]
    loops = [node for node in nodes_in(function) if isinstance(node, ast.For)] if lists else []
    for loop in loops:
        for turns, what in LOOPS:
            if turns != "[::-1]":
                wrong = source.put(loop.iter, f"list({source.code(loop.iter)}){turns}")
                spans = tuple(sorted((*lists, wrong)))
                yield Change("left-at-zero", f"{what}, and what it should fill stayed zero", spans)


def zeros_in(node: ast.AST, source: Source) -> Iterator[Span]:
    """Yield arrays of zeros for `[None] * len(arrays)`."""
    match node:
        case ast.BinOp(
            left=ast.List(elts=[ast.Constant(value=None)]),
            op=ast.Mult(),
            right=ast.Call(func=ast.Name(id="len"), args=[arrays]),
        ):
            yield source.put(node, f"[np.zeros_like(each) for each in {source.code(arrays)}]")


def other_blocks(function: ast.FunctionDef, source: Source) -> Iterator[Change]:
    """Yield a split sum of which some parts take another's block of a term: a gate takes its neighbor's bias."""
    sums = {
        each.targets[0].id: terms_of(each.value)
        for each in nodes_in(function)
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name)
    }
    for node in nodes_in(function):
        match node:
            case ast.Assign(
                targets=[ast.Tuple(elts=parts)],
                value=ast.Call(func=ast.Attribute(attr="split"), args=[ast.Name(id=total), *_]),
            ) if len(sums.get(total, ())) > 1:
                names = [source.said(each) or f"part {place}" for place, each in enumerate(parts, start=1)]
                for term in sums[total]:
                    used = [each for each in nodes_in(term) if isinstance(each, ast.Name)][-1]
                    for wrong, other in wrong_blocks(len(parts), 1 + isinstance(term, ast.Name)):
                        order = [other if place in wrong else place for place in range(len(parts))]
                        blocks = f"np.split({source.code(term)}, {len(parts)}, axis=-1)"
                        new = f"np.concatenate([{blocks}[k] for k in {order}], axis=-1)"
                        took = joined([names[place] for place in wrong])
                        what = f"{took} took {names[other]}'s block of {source.said(used) or 'a term'}"
                        yield source.change("block", what, term, new)


def wrong_blocks(count: int, most: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield one part, or as many as the most, and the part whose block they take."""
    for several in range(1, most + 1):
        for wrong in combinations(range(count), several):
            yield from ((wrong, other) for other in range(count) if other not in wrong)


def terms_of(node: ast.expr) -> list[ast.expr]:
    """Return what a sum adds up."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*terms_of(node.left), *terms_of(node.right)]
    return [node]


def exchanged(first: ast.stmt, second: ast.stmt, source: Source) -> Iterator[Change]:
    """Yield two neighbors in the other order."""
    fixed = isinstance(first, ast.FunctionDef | ast.Return) or isinstance(second, ast.FunctionDef)
    if not fixed and not is_docstring(first):
        spans = (source.put(first, source.code(second)), source.put(second, source.code(first)))
        yield Change("order", "two steps were made in the other order", spans)


def updated_in_place(node: ast.Assign, source: Source) -> Iterator[Change]:
    """Yield `w -= x` for `w = w - x`, which changes an array that somebody else may hold."""
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Name | ast.Attribute | ast.Subscript) and isinstance(value, ast.BinOp):
        sign = IN_PLACE.get(type(value.op))
        if sign and source.code(value.left) == source.code(target):
            new = f"{source.code(target)} {sign}= {source.code(value.right)}"
            yield Change("in-place", "an array were changed in place", (source.put(node, new),))


def scaled(value: ast.expr, name: str, source: Source) -> Iterator[Change]:
    """Yield a value times 2, 1/2 or -1."""
    start, end = source.place(value)
    for factor, what in SCALES:
        spans = (Span(start, start, f"{factor}("), Span(end, end, ")"))
        yield Change("scale", f"{name} were {what}", spans, factor)


def in_defaults(function: ast.FunctionDef, source: Source) -> Iterator[Change]:
    """Yield optional arguments that are ignored."""
    defaults = function.args.defaults
    for argument, default in zip(
        function.args.args[-len(defaults) :] if defaults else [], defaults, strict=True
    ):
        spans = tuple(source.put(use, source.code(default)) for use in uses_of(function, argument.arg))
        if spans:
            name = argument.arg if argument.arg in source.words else "an option"
            what = f"{name} were ignored and always {source.code(default)}"
            yield Change("argument-ignored", what, spans)


def uses_of(function: ast.FunctionDef, name: str) -> list[ast.Name]:
    """Return where a function reads a name."""
    names = (each for each in nodes_in(function) if isinstance(each, ast.Name) and each.id == name)
    return [each for each in names if isinstance(each.ctx, ast.Load)]


def blocks(function: ast.FunctionDef) -> Iterator[Sequence[ast.stmt]]:
    """Yield every list of statements in a function."""
    for node in nodes_in(function):
        for field in ("body", "orelse"):
            block = getattr(node, field, None)
            if isinstance(block, list) and block:
                yield block


def is_docstring(node: ast.stmt) -> bool:
    """Return whether a statement is a text that stands alone."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
