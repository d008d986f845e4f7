"""Mistakes in arithmetic: a factor, a term, a sign, a transpose, an order, a comparison, a number, an index, a name."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nnprep.grading.diagnosis.derived.source import Change, Source, is_batch_size

COMPARISONS = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==", ast.NotEq: "!="}
STRICTNESS = {">": ">=", ">=": ">", "<": "<=", "<=": "<"}
DIRECTION = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "==": "!=", "!=": "=="}


def in_expression(node: ast.expr, source: Source) -> Iterator[Change]:
    """Yield what can go wrong in one expression."""
    if isinstance(node, ast.BinOp):
        yield from in_operation(node, source)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        if not isinstance(node.operand, ast.Constant):
            yield Change("sign", "a minus sign were missing", (source.put(node, source.code(node.operand)),))
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield from in_comparison(node, source)
    elif isinstance(node, ast.Constant):
        yield from in_number(node, source)
    elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        yield from in_index(node, source)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        inner = source.code(node.value)
        named = source.said(node.value)
        what = f"{named} weren't transposed" if named else "a transpose were missing"
        yield Change("transpose", what, (source.put(node, inner),), "T")
        shaped = f"{inner}.reshape({inner}.T.shape)"
        what = f"{named or 'a matrix'} were reshaped rather than transposed"
        yield Change("reshaped", what, (source.put(node, shaped),), "T")
    elif isinstance(node, ast.IfExp):
        yield Change("condition", "a condition were ignored", (source.put(node, source.code(node.body)),))
        yield Change("condition", "a condition were ignored", (source.put(node, source.code(node.orelse)),))


def in_operation(node: ast.BinOp, source: Source) -> Iterator[Change]:
    """Yield what can go wrong between two operands."""
    left, right = source.code(node.left), source.code(node.right)
    one, other = source.said(node.left), source.said(node.right)

    def change(operator: str, clause: str, new: str, alike: str = "") -> Change:
        return Change(operator, clause, (source.put(node, new),), alike)

    if isinstance(node.op, ast.Div):
        by = f" by {other}" if other else ""
        batch = "batch" if is_batch_size(node.right) else right
        yield change("divisor dropped", f"the division{by} were missing", left, batch)
        yield change(
            "divisor doubled", f"the division{by} were done twice", f"{paren(node)} / ({right})", batch
        )
        yield change(
            "divisor multiplied", f"{other or 'the divisor'} were multiplied by", f"({left}) * ({right})"
        )
        yield change("quotient inverted", "a quotient were upside down", f"({right}) / ({left})")
        yield change(
            "divisor less one", f"the division were by {other or 'one'} less 1", f"({left}) / (({right}) - 1)"
        )
        for count in source.counts:
            if count != right:
                yield change(
                    "divisor",
                    f"the division were by {source.count_said(count)}",
                    f"({left}) / {count}",
                    count,
                )
                yield change(
                    "divisor beside",
                    f"there were a division by {source.count_said(count)} too many",
                    f"({left}) / ({right}) / {count}",
                    count,
                )
    elif isinstance(node.op, ast.Mult):
        yield change("factor dropped", missing(one, "factor"), right, left)
        yield change("factor dropped", missing(other, "factor"), left, right)
        yield change("factor doubled", twice(one, "factor"), f"({left}) * ({left}) * ({right})", left)
        yield change("factor doubled", twice(other, "factor"), f"({left}) * ({right}) * ({right})", right)
        yield change("factor divided", f"{other or 'a factor'} were divided by", f"({left}) / ({right})")
        yield change("product", "a product element by element were a matrix product", f"({left}) @ ({right})")
        yield change("sum for product", "two factors were added", f"({left}) + ({right})")
        yield change("difference for product", "two factors were subtracted", f"({left}) - ({right})")
    elif isinstance(node.op, ast.Add):
        yield change("term dropped", missing(one, "term"), right, left)
        yield change("term dropped", missing(other, "term"), left, right)
        yield change("sign", f"{other or 'a term'} were subtracted", f"({left}) - ({right})")
        yield change("sign", f"{one or 'a term'} were subtracted", f"({right}) - ({left})")
        yield change("term doubled", twice(other, "term"), f"({left}) + ({right}) + ({right})", right)
    elif isinstance(node.op, ast.Sub):
        yield change("term dropped", missing(one, "term"), f"-({right})", left)
        yield change("term dropped", missing(other, "term"), left, right)
        yield change(
            "sign", f"{other or 'a term'} were added rather than subtracted", f"({left}) + ({right})"
        )
        yield change(
            "exchanged", "a difference were taken the other way round", f"({right}) - ({left})", "difference"
        )
        yield change("absolute", "a difference had lost its sign", f"abs(({left}) - ({right}))")
        yield change("minuend alone", f"only {other or 'the subtrahend'} were left of a difference", right)
    elif isinstance(node.op, ast.MatMult):
        yield from in_matrix_product(node, source)
    elif isinstance(node.op, ast.Pow):
        yield change("power", "a power were missing", left)
        yield change("power", "an exponent were one too large", f"({left}) ** (({right}) + 1)")
        yield change("power", "a square were a doubling", f"({left}) * ({right})")


def in_matrix_product(node: ast.BinOp, source: Source) -> Iterator[Change]:
    """Yield what can go wrong in a matrix product."""
    left, right = source.code(node.left), source.code(node.right)
    for new, clause in (
        (f"({right}) @ ({left})", "the two sides of a matrix product were exchanged"),
        (f"({left}) * ({right})", "a matrix product were taken element by element"),
        (f"(({left}) @ ({right})).T", "a matrix product came out transposed"),
        (left, missing(source.said(node.right), "matrix")),
        (right, missing(source.said(node.left), "matrix")),
    ):
        yield Change("matrix product", clause, (source.put(node, new),), clause)
    for side in (node.left, node.right):
        if not (isinstance(side, ast.Attribute) and side.attr == "T"):
            named = source.said(side) or "a matrix"
            yield Change(
                "transpose", f"{named} were transposed", (source.put(side, f"({source.code(side)}).T"),)
            )
            yield Change(
                "reversed",
                f"the rows of {named} were reversed",
                (source.put(side, f"({source.code(side)})[::-1]"),),
            )


def in_comparison(node: ast.Compare, source: Source) -> Iterator[Change]:
    """Yield a comparison that is stricter, laxer, or the other way round."""
    sign = COMPARISONS.get(type(node.ops[0]))
    if sign is None:
        return
    left, right = source.code(node.left), source.code(node.comparators[0])
    if sign in STRICTNESS:
        what = "the boundary itself belonged to the other side of a comparison"
        yield Change("strictness", what, (source.put(node, f"{left} {STRICTNESS[sign]} {right}"),), "strict")
    what = "a comparison were the other way round"
    yield Change("direction", what, (source.put(node, f"{left} {DIRECTION[sign]} {right}"),), "direction")


def in_number(node: ast.Constant, source: Source) -> Iterator[Change]:
    """Yield a number's neighbors."""
    value = node.value
    if isinstance(value, bool):
        yield Change("flag", f"an option were {not value}", (source.put(node, str(not value)),))
    elif isinstance(value, int | float):
        near = {value + 1, value - 1, 2 * value, value / 2, 0, 1, -value, value * 10, value / 10}
        for other in sorted(near - {value}):
            if isinstance(value, int):
                if other != int(other):
                    continue
                other = int(other)
            yield Change(
                "number",
                f"a number were {other:g} rather than {value:g}",
                (source.put(node, f"{other!r}"),),
                f"{value}>{other}",
            )


def in_index(node: ast.Subscript, source: Source) -> Iterator[Change]:
    """Yield an index that is off by one, or a slice that loses an end."""
    where = node.slice
    value = source.code(node.value)
    if isinstance(where, ast.Slice):
        for new, clause in (
            ("[:-1]", "the last entry were left out"),
            ("[1:]", "the first entry were left out"),
            ("", "every entry were taken"),
        ):
            yield Change("slice", clause, (source.put(node, f"{value}{new}"),))
    elif not isinstance(where, ast.Tuple | ast.Constant) or isinstance(getattr(where, "value", None), int):
        index = source.code(where)
        for step in ("+ 1", "- 1"):
            yield Change(
                "index", "an index were off by one", (source.put(where, f"{index} {step}"),), f"{value}{step}"
            )
        if isinstance(node.value, ast.Attribute | ast.Name):
            yield Change("index", "always the first entry were taken", (source.put(where, "0"),), value)


def in_place_of_pair(node: ast.Subscript, source: Source) -> Iterator[Change]:
    """Yield a pair of indices that loses one, or has them exchanged."""
    if isinstance(node.slice, ast.Tuple):
        value = source.code(node.value)
        texts = [source.code(each) for each in node.slice.elts]
        for number in range(len(texts)):
            whole = ", ".join(":" if place == number else text for place, text in enumerate(texts))
            alone = texts[number]
            yield Change(
                "index", "whole rows or columns were picked", (source.put(node, f"{value}[{whole}]"),), whole
            )
            yield Change(
                "index", "one of two indices were missing", (source.put(node, f"{value}[{alone}]"),), alone
            )
        yield Change(
            "index",
            "two indices were exchanged",
            (source.put(node, f"{value}[{', '.join(reversed(texts))}]"),),
            "both",
        )


def in_name(node: ast.expr, others: list[str], source: Source) -> Iterator[Change]:
    """Yield another name of the same function in the place of one."""
    mine = source.code(node)
    for other in others:
        if other != mine:
            said = [name if name.removeprefix("self.") in source.words else "" for name in (other, mine)]
            what = f"{said[0] or 'another value'} stood in the place of {said[1] or 'the right one'}".replace(
                "self.", ""
            )
            yield Change("name", what, (source.put(node, other),), f"{mine}>{other}")


def paren(node: ast.BinOp) -> str:
    """Return an operation in parentheses."""
    return f"({ast.unparse(node)})"


def missing(name: str, kind: str) -> str:
    return f"{f'the {kind} {name}' if name else f'a {kind}'} were missing"


def twice(name: str, kind: str) -> str:
    return f"{f'the {kind} {name}' if name else f'a {kind}'} were there twice"
