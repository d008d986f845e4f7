"""Mistakes in arithmetic: a factor, a term, a sign, a transpose, an order, a comparison, a number, an index, a name."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from nnprep.content.edits import Span
from nnprep.grading.diagnosis.derived.calls import called
from nnprep.grading.diagnosis.derived.source import MARKS, Change, Source, count_said, is_batch_size

COMPARISONS = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==", ast.NotEq: "!="}
STRICTNESS = {">": ">=", ">=": ">", "<": "<=", "<=": "<"}
DIRECTION = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "==": "!=", "!=": "=="}
OPPOSITE = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}

Operation = tuple[str, str, str, str]
"""Operator, clause, new code, and what must be equal in alike places; `{0}` and `{1}` are the operands."""
OPERATIONS: dict[type[ast.operator], tuple[Operation, ...]] = {
    ast.Div: (
        ("divisor-dropped", "the division by {1} were missing", "{0}", "{1}"),
        ("divisor-doubled", "the division by {1} were done twice", "({0}) / ({1}) / ({1})", "{1}"),
        ("divisor-multiplied", "{1} were multiplied by rather than divided by", "({0}) * ({1})", "{1}"),
        ("quotient-inverted", "a quotient were upside down", "({1}) / ({0})", ""),
        ("divisor-less-one", "the division were by one less than {1}", "({0}) / (({1}) - 1)", "{1}"),
    ),
    ast.Mult: (
        ("factor-dropped", "the factor {0} were missing", "{1}", "{0}"),
        ("factor-dropped", "the factor {1} were missing", "{0}", "{1}"),
        ("factor-doubled", "the factor {0} were there twice", "({0}) * ({0}) * ({1})", "{0}"),
        ("factor-doubled", "the factor {1} were there twice", "({0}) * ({1}) * ({1})", "{1}"),
        ("factor-divided", "{1} were divided by rather than multiplied by", "({0}) / ({1})", "{1}"),
        ("matrix-product-added", "an elementwise product were a matrix product", "({0}) @ ({1})", ""),
        ("product-is-sum", "two factors were added", "({0}) + ({1})", ""),
        ("product-is-difference", "two factors were subtracted", "({0}) - ({1})", ""),
    ),
    ast.Add: (
        ("term-dropped", "the term {0} were missing", "{1}", "{0}"),
        ("term-dropped", "the term {1} were missing", "{0}", "{1}"),
        ("sign", "{1} were subtracted rather than added", "({0}) - ({1})", "{1}"),
        ("sign", "{0} were subtracted rather than added", "({1}) - ({0})", "{0}"),
        ("term-doubled", "the term {1} were added twice", "({0}) + ({1}) + ({1})", "{1}"),
    ),
    ast.Sub: (
        ("term-dropped", "the term {0} were missing", "-({1})", "{0}"),
        ("term-dropped", "the term {1} were missing", "{0}", "{1}"),
        ("sign", "{1} were added rather than subtracted", "({0}) + ({1})", "{1}"),
        ("difference-reversed", "a difference were taken the other way around", "({1}) - ({0})", "reversed"),
        ("sign-lost", "a difference were taken without its sign", "abs(({0}) - ({1}))", ""),
        ("subtrahend-alone", "only {1} were left of a difference", "{1}", ""),
    ),
    ast.MatMult: (
        ("operands-exchanged", "the two sides of a matrix product were swapped", "({1}) @ ({0})", "exchanged"),
        ("elementwise", "a matrix product were taken element by element", "({0}) * ({1})", "elementwise"),
        ("product-transposed", "a matrix product were transposed", "(({0}) @ ({1})).T", "transposed"),
        ("matrix-dropped", "the factor {1} were missing in a matrix product", "{0}", "right"),
        ("matrix-dropped", "the factor {0} were missing in a matrix product", "{1}", "left"),
    ),
    ast.Pow: (
        ("power-dropped", "a power were missing", "{0}", ""),
        ("power-raised", "an exponent were one larger", "({0}) ** (({1}) + 1)", ""),
        ("power-is-product", "a square were a doubling", "({0}) * ({1})", ""),
    ),
}  # fmt: skip
SLICES = (
    ("[:-1]", "the last entry were left out"),
    ("[1:]", "the first entry were left out"),
    ("", "every entry were taken"),
)


def in_expression(node: ast.expr, counts: Sequence[str], source: Source) -> Iterator[Change]:
    """Yield what can go wrong in one expression; `counts` are what its function could divide by."""
    if isinstance(node, ast.BinOp):
        yield from in_operation(node, counts, source)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        if not isinstance(node.operand, ast.Constant):
            yield source.change("sign", "a minus sign were missing", node, source.code(node.operand))
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield from in_comparison(node, source)
    elif isinstance(node, ast.Constant):
        yield from in_number(node, source)
    elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        yield from in_index(node, source)
        yield from in_pair_of_indices(node, source)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield from in_transpose(node, source)
    elif isinstance(node, ast.IfExp):
        for branch in (node.body, node.orelse):
            yield source.change("condition", "a condition were ignored", node, source.code(branch))


def in_operation(node: ast.BinOp, counts: Sequence[str], source: Source) -> Iterator[Change]:
    """Yield what can go wrong between two operands."""
    operands = [source.code(node.left), source.code(node.right)]
    said = [source.said(node.left), source.said(node.right)]
    written = [source.written(node.left), source.written(node.right)]
    if isinstance(node.op, ast.Div) and isinstance(node.right, ast.Call):
        said[1] = said[1] or MARKS.get(called(node.right), "")
    parts = [source.told_apart(node.left, node.right), source.told_apart(node.right, node.left)]
    keys = [
        "batch size" if is_batch_size(side) else code
        for side, code in zip((node.left, node.right), operands, strict=True)
    ]
    for operator, clause, new, alike in OPERATIONS.get(type(node.op), ()):
        named = with_names(clause, said, parts, written)
        change = source.change(operator, named, node, new.format(*operands), alike.format(*keys))
        yield change._replace(spans=(source.narrowed(node, change.spans[0], new),))
    if isinstance(node.op, ast.Div):
        right = operands[1]
        for count in counts:
            if count != right:
                name = count_said(count, source.words)
                other = f"the division were by {name}"
                yield source.change("divisor-replaced", other, node.right, count, count)
                more = f"there were one more division, by {name}"
                end = source.place(node)[1]
                yield Change("divisor-added", more, (Span(end, end, f" / {count}"),), count)
    yield from in_parentheses(node, source)
    if isinstance(node.op, ast.Mult) and isinstance(node.left, ast.Attribute):
        for size, what in (("2", "twice as large"), ("0.5", "half as large")):
            name = source.said(node.left) or "a setting"
            yield source.change(
                "setting",
                f"{name} were {what}",
                node.left,
                f"{size} * {operands[0]}",
                f"{operands[0]} {size}",
            )
    if isinstance(node.op, ast.MatMult):
        yield from in_matrices(node, source)
    elif isinstance(node.op, ast.Add) and isinstance(node.left, ast.BinOp):
        yield from in_affine(node.left, node.right, node, source)


def in_parentheses(node: ast.BinOp, source: Source) -> Iterator[Change]:
    """Yield what comes out without the parentheses around a sum or a product."""
    left, right = source.code(node.left), source.code(node.right)
    sign = OUTER.get(type(node.op))
    if sign is None:
        return
    for side, inner in ((node.left, LOOSER), (node.right, LOOSER | ({ast.Mult: "*"} if sign == "/" else {}))):
        if isinstance(side, ast.BinOp) and type(side.op) in inner:
            one, other = source.code(side.left), source.code(side.right)
            open_sum = f"({one}) {inner[type(side.op)]} ({other})"
            new = f"{open_sum} {sign} ({right})" if side is node.left else f"({left}) {sign} {open_sum}"
            yield source.change("parentheses", "parentheses were missing", node, new)


OUTER = {ast.Mult: "*", ast.Div: "/"}
LOOSER: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-"}
"""Operations that need parentheses inside of others."""


def in_affine(product: ast.BinOp, bias: ast.expr, node: ast.BinOp, source: Source) -> Iterator[Change]:
    """Yield what can go wrong where something is added to a product of matrices."""
    if not isinstance(product.op, ast.MatMult):
        return
    left, right, added = (source.code(each) for each in (product.left, product.right, bias))
    name = source.said(bias) or "a term"
    forms = (
        (f"{name} were added before the matrix product", f"(({left}) + ({added})) @ ({right})"),
        (f"{name} multiplied a matrix product", f"(({left}) @ ({right})) * ({added})"),
        (f"only the mean of {name} were added", f"(({left}) @ ({right})) + np.mean({added})"),
        (f"only the sum of {name} were added", f"(({left}) @ ({right})) + np.sum({added})"),
        (f"only the first entry of {name} were added", f"(({left}) @ ({right})) + np.ravel({added})[0]"),
    )
    for what, new in forms:
        yield source.change("affine", what, node, new, "affine")
    rows = f"np.arange(len({left}))[:, None]"
    stacked = f"np.vstack([np.reshape({added}, (1, -1)), {right}])"
    rarer = (
        (f"{name} were added to the first row only", f"(({left}) @ ({right})) + ({added}) * ({rows} == 0)"),
        (
            f"{name} were added to the last row only",
            f"(({left}) @ ({right})) + ({added}) * ({rows} == len({left}) - 1)",
        ),
        (
            f"the ones were the last column but {name} the first row, so that the last row of the weights is added "
            f"instead of {name}",
            f"({left}) @ {stacked}[:-1] + {stacked}[-1:]",
        ),
        ("one column of the weights were used for all", f"(({left}) @ ({right})[:, :1]) + ({added})"),
    )
    for what, new in rarer:
        yield source.change("affine", what, node, new, what)


def with_names(
    clause: str, said: Sequence[str], parts: Sequence[str] = ("", ""), written: Sequence[str] = ("", "")
) -> str:
    """Fill in the operands of a clause; one without a name for the learner is "the term with y", "a factor" …

    A factor or a term may also be a short expression, as it is `written`.
    """
    for place, (name, within, code) in enumerate(zip(said, parts, written, strict=True)):
        for kind in ("factor", "term"):
            shown, unnamed = name or code, f"the {kind} with {within}" if within else f"a {kind}"
            clause = clause.replace(f"the {kind} {{{place}}}", f"the {kind} {shown}" if shown else unnamed)
        if not name and not within:
            clause = clause.replace(f"the division by {{{place}}}", "a division")
            clause = clause.replace(f"one less than {{{place}}}", "one less")
            for done, unnamed in UNNAMED:
                clause = clause.replace(f"{{{place}}}{done}", unnamed)
        clause = clause.replace(f"{{{place}}}", name or (f"the part with {within}" if within else "one part"))
    return clause


UNNAMED = (
    (" were subtracted rather than added", "a sum were a difference"),
    (" were added rather than subtracted", "a difference were a sum"),
    (" were divided by rather than multiplied by", "a product were a quotient"),
    (" were multiplied by rather than divided by", "a quotient were a product"),
    (" were left of a difference", "one term were left of a difference"),
)
"""What is done to an operand, and what to say where it has no name."""


def in_matrices(node: ast.BinOp, source: Source) -> Iterator[Change]:
    """Yield a matrix that is transposed or reversed in a product."""
    for side in (node.left, node.right):
        if not (isinstance(side, ast.Attribute) and side.attr == "T"):
            code, name = source.code(side), source.said(side) or "a matrix"
            yield source.change("transpose-added", f"{name} were transposed", side, f"({code}).T")
            yield source.change("rows-reversed", f"the rows of {name} were reversed", side, f"({code})[::-1]")


def in_transpose(node: ast.Attribute, source: Source) -> Iterator[Change]:
    """Yield a transpose that is missing, or a reshape in its place."""
    inner, name = source.code(node.value), source.said(node.value)
    missing = f"the transpose of {name} were missing" if name else "a transpose were missing"
    yield source.change("transpose-dropped", missing, node, inner, "T")
    reshaped = f"{name or 'a matrix'} were reshaped rather than transposed"
    yield source.change("transpose-is-reshape", reshaped, node, f"{inner}.reshape({inner}.T.shape)", "T")


def in_comparison(node: ast.Compare, source: Source) -> Iterator[Change]:
    """Yield a comparison that is stricter, looser or the other way around."""
    sign = COMPARISONS.get(type(node.ops[0]))
    if sign is None:
        return
    left, right = source.code(node.left), source.code(node.comparators[0])
    if sign in STRICTNESS:
        what = "the boundary itself belonged to the other side of a comparison"
        yield source.change("strictness", what, node, f"{left} {STRICTNESS[sign]} {right}", "strictness")
    what = "a comparison were the other way around"
    yield source.change("direction", what, node, f"{left} {DIRECTION[sign]} {right}", "direction")
    if sign in OPPOSITE and right == "0.5":
        for limit in ("0.3", "0.4", "0.6", "0.7", f"np.mean({left})"):
            said = f"at {limit}" if limit[0] == "0" else "at the mean"
            yield source.change("threshold", f"a threshold were {said}", node, f"{left} {sign} {limit}")
    if sign in OPPOSITE:
        yield source.change(
            "direction", "a condition were inverted", node, f"{left} {OPPOSITE[sign]} {right}", "opposite"
        )


def in_number(node: ast.Constant, source: Source) -> Iterator[Change]:
    """Yield a number's neighbors, and an option that is the opposite."""
    value = node.value
    if isinstance(value, bool):
        yield source.change("option", f"an option were {not value}", node, str(not value))
    elif isinstance(value, int | float):
        near = {value + 1, value - 1, 2 * value, value / 2, 0, 1, -value, value * 10, value / 10}
        for other in sorted(near - {value}):
            if isinstance(value, int) and other != int(other):
                continue
            number = int(other) if isinstance(value, int) else other
            what = f"a number were {number:g} rather than {value:g}"
            yield source.change("number", what, node, f"{number!r}", f"{value}>{number}")


def in_index(node: ast.Subscript, source: Source) -> Iterator[Change]:
    """Yield an index that is off by one, or a slice that loses an end."""
    where, value = node.slice, source.code(node.value)
    if isinstance(where, ast.Slice):
        for new, what in SLICES:
            yield source.change("slice", what, node, f"{value}{new}")
        if isinstance(where.lower, ast.Constant) and isinstance(first := where.lower.value, int):
            what = f"one more entry of {source.said(node.value) or 'an array'} were left out at the start"
            yield source.change("number", what, where.lower, f"{first + 1}", f"{first}>{first + 1}")
        return
    if isinstance(where, ast.Tuple) or (isinstance(where, ast.Constant) and not isinstance(where.value, int)):
        return
    index = source.code(where)
    for step in ("+ 1", "- 1"):
        yield source.change("index", "an index were off by one", where, f"{index} {step}", f"{value}{step}")
    if isinstance(node.value, ast.Attribute | ast.Name):
        yield source.change("index", "the first entry were taken every time", where, "0", value)


def in_pair_of_indices(node: ast.Subscript, source: Source) -> Iterator[Change]:
    """Yield a pair of indices that loses one, or has them exchanged."""
    if not isinstance(node.slice, ast.Tuple):
        return
    value = source.code(node.value)
    texts = [source.code(each) for each in node.slice.elts]
    for number, alone in enumerate(texts):
        whole = ", ".join(":" if place == number else text for place, text in enumerate(texts))
        yield source.change("index", "whole rows or columns were picked", node, f"{value}[{whole}]", whole)
        yield source.change("index", "one of two indices were missing", node, f"{value}[{alone}]", alone)
    both = f"{value}[{', '.join(reversed(texts))}]"
    yield source.change("index", "two indices were swapped", node, both, "both")


SEED = "seed"
"""Nobody takes it for a size or a value, and an array of so many rows takes a second to fill."""


def in_name(node: ast.expr, others: Sequence[str], source: Source) -> Iterator[Change]:
    """Yield another name of the same function in the place of one."""
    mine = source.code(node)
    for other in others:
        if other not in (mine, SEED):
            new, old = (name.removeprefix("self.") for name in (other, mine))
            new = new if new in source.words else source.made.get(new, "another value")
            old = old if old in source.words else source.made.get(old, "the right value")
            if new == old:  # two exponentials, say
                new, old = f"another {new.partition(' ')[2]}", "the right value"
            yield source.change("name", f"{new} were used instead of {old}", node, other, f"{mine}>{other}")
