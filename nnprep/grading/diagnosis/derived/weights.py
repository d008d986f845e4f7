"""Mistakes in random weights: another distribution, another scale, another generator, or none."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nnprep.grading.diagnosis.derived.calls import called
from nnprep.grading.diagnosis.derived.source import Change, Source

DRAWS = (
    ("{g}.uniform(-1, 1, {s})", "the draws, before they are scaled, were uniform from -1 to 1"),
    (
        "{g}.uniform(-np.sqrt(3), np.sqrt(3), {s})",
        "the draws, before they are scaled, were uniform from -√3 to √3",
    ),
    ("{g}.random({s})", "the draws, before they are scaled, were uniform from 0 to 1"),
    ("{g}.random({s}) - 0.5", "the draws, before they are scaled, were uniform from -0.5 to 0.5"),
    ("abs({d}({s}))", "the draws had lost their signs, so no weight is negative"),
    ("np.ones({s})", "all weights of a layer started alike"),
    ("np.zeros({s})", "all weights started at zero"),
    ("np.random.default_rng(seed).standard_normal({s})", "each layer drew from a new generator"),
    ("np.random.default_rng().standard_normal({s})", "the seed were ignored"),
    ("{d}({s}).astype(np.float32)", "weights were float32"),
    ("{d}({s}).T", "weights were transposed"),
    ("{d}(({s})[::-1])", "weights were transposed"),
)
"""Other ways to draw; `{g}` is the generator, `{d}` its method and `{s}` the shape."""
FIXED = ("0.01", "0.1", "0.001")
FILLED = (
    ("np.full({s}, 0.1)", "all weights started at 0.1"),
    ("np.full({s}, 0.01)", "all weights started at 0.01"),
    ("np.zeros({s})", "all weights started at zero"),
    ("np.ones({s})", "all weights started at 1"),
)


def in_weights(node: ast.expr, source: Source) -> Iterator[Change]:
    """Yield what can go wrong in a draw of weights, and in its scale."""
    if isinstance(node, ast.Call) and is_draw(node) and isinstance(node.func, ast.Attribute):
        names = {
            "g": source.code(node.func.value),
            "d": source.code(node.func),
            "s": source.code(node.args[-1]),
        }
        for form, what in DRAWS:
            yield source.change("draw", what, node, form.format(**names))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        draw = node.right if isinstance(node.right, ast.Call) else node.left
        if isinstance(draw, ast.Call) and is_draw(draw):
            for scale in FIXED:
                what = f"the scale of the weights were always {scale}"
                yield source.change("weight-scale", what, node, f"{scale} * {source.code(draw)}")
            for form, what in FILLED:
                yield source.change("weight-scale", what, node, form.format(s=source.code(draw.args[-1])))


def is_draw(node: ast.Call) -> bool:
    """Return whether a call draws normal numbers of some shape."""
    return called(node) in ("standard_normal", "normal") and bool(node.args)
