"""Mistakes in matrix products: rows or columns that are skipped, a bias in the wrong row, weights that move early."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from nnprep.grading.diagnosis.derived.source import Change, Source

ENDS = (("[..., 1:]", "[1:]", "first"), ("[..., :-1]", "[:-1]", "last"))


def in_matrix_product(node: ast.expr, values: Collection[str], source: Source) -> Iterator[Change]:
    """Yield what can go wrong in a product of matrices, alone or with a bias; `values` are names of its function."""
    match node:
        case ast.BinOp(op=ast.MatMult()):
            yield from skipped_terms(node, source)
            for side in (node.left, node.right):
                if is_transposed(side):
                    yield from too_early(side, values, source)
                else:
                    yield from other_entries(side, source)
        case ast.BinOp(left=ast.BinOp(op=ast.MatMult()) as product, op=ast.Add()):
            yield from wrong_row(node, product, source)


def is_transposed(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "T"


def skipped_terms(node: ast.BinOp, source: Source) -> Iterator[Change]:
    """Yield a product whose sums leave out their first or last term, as a loop that starts too late does."""
    left, right = source.code(node.left), source.code(node.right)
    name = f"column of {source.said(node.left)}" if source.said(node.left) else "term of each sum"
    for columns, rows, which in ENDS:
        what = f"the {which} {name} were left out of a matrix product"
        yield source.change("inner-sum", what, node, f"({left}){columns} @ ({right}){rows}", which)


def other_entries(side: ast.expr, source: Source) -> Iterator[Change]:
    """Yield a matrix that is scrambled by a reshape, or of which only the shape counts."""
    code, name = source.code(side), source.said(side) or "a matrix"
    scrambled = f"np.reshape({code}, np.shape({code})[::-1]).T"
    what = f"{name} were reshaped to its transpose's shape, which scrambles it"
    yield source.change("scrambled", what, side, scrambled, "scrambled")


def too_early(side: ast.expr, values: Collection[str], source: Source) -> Iterator[Change]:
    """Yield weights that have moved, or whose values are ignored, when the error goes back through them."""
    assert isinstance(side, ast.Attribute)
    code, name = source.code(side.value), source.said(side.value) or "the weights"
    match side.value:
        case ast.Name(id=weights) if weights.startswith("W") and f"d{weights}" in values:
            moved = f"{code} - d{weights}"
        case ast.Subscript(value=ast.Attribute(attr="W"), slice=index) if "gW" in values:
            moved = f"{code} - self.lr * gW[{source.code(index)}]"
        case _:
            return
    what = f"{name} had moved already when the error went back through it"
    yield source.change("moved-weights", what, side, f"({moved}).T")
    what = f"the values of {name} were left out on the way back"
    yield source.change("weights-ignored", what, side, f"np.ones_like({code}).T")


def wrong_row(node: ast.BinOp, product: ast.BinOp, source: Source) -> Iterator[Change]:
    """Yield what comes out if weights and bias stand in one matrix and the bias is taken from the wrong row of it."""
    left, right, added = (source.code(each) for each in (product.left, product.right, node.right))
    rows = f"np.reshape({added}, (1, -1))"
    under, over = f"np.vstack([{right}, {rows}])", f"np.vstack([{rows}, {right}])"
    forms = (
        (f"({left}) @ {under}[1:] + {under}[:1]", OPPOSITE),
        (f"({left}) @ ({right}) + ({right})[:1]", FIRST),
        (f"({left}) @ ({right}) + ({right})[-1:]", LAST),
        (f"({left}) @ {over}[:-1] + ({added})", SHIFTED),
        (f"({left}) @ {under}[1:] + ({added})", SHIFTED),
    )
    for new, what in forms:
        yield source.change(
            "bias-row", what, node, new, new.replace(left, "").replace(right, "").replace(added, "")
        )


OPPOSITE = (
    "the ones were the first column but the bias the last row, so that the first row of the weights is added instead "
    "of the bias"
)
FIRST = "the first row of the weights were added instead of the bias"
LAST = "the last row of the weights were added instead of the bias"
SHIFTED = "the rows of the weights were shifted by one, as in a matrix that the bias shares with them"
