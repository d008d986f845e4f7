"""Mistakes in activations and their slopes."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from nnprep.grading.diagnosis.derived.calls import called
from nnprep.grading.diagnosis.derived.source import Change, Source, nodes_in

SIGMOID = "1 / (1 + np.exp(-({0})))"
ACTIVATIONS = {
    "sigmoid": SIGMOID,
    "tanh": "np.tanh({0})",
    "ReLU": "np.maximum({0}, 0)",
    "leaky ReLU": "np.where(({0}) > 0, {0}, 0.01 * ({0}))",
    "leaky ReLU of slope 0.1": "np.where(({0}) > 0, {0}, 0.1 * ({0}))",
    "leaky ReLU of slope 0.2": "np.where(({0}) > 0, {0}, 0.2 * ({0}))",
    "softplus": "np.logaddexp(0, {0})",
    "absolute value": "np.abs({0})",
    "step": "(({0}) > 0) * 1.0",
}
TAIL = "np.exp(-np.abs({0}))"
SHARES = "a sigmoid, divided by the row's sum of sigmoids"
GAP = "a sigmoid that returns 0 at z = 0 (neither z > 0 nor z < 0)"
STABLE_SOFTMAX = (
    "np.exp({0} - np.max({0}, axis=-1, keepdims=True))"
    " / np.sum(np.exp({0} - np.max({0}, axis=-1, keepdims=True)), axis=-1, keepdims=True)"
)
RARER = {
    "a softplus that overflows": "np.log(1 + np.exp({0}))",
    "the slope of the sigmoid": f"{SIGMOID} * (1 - {SIGMOID})",
    "the slope of tanh": "1 - np.tanh({0}) ** 2",
    "the sigmoid of -z": "1 / (1 + np.exp({0}))",
    "the sigmoid of 2z": "1 / (1 + np.exp(-2 * ({0})))",
    "the sigmoid of z / 2": "1 / (1 + np.exp(-({0}) / 2))",
    "the sigmoid of |z|, which loses the sign of z": f"1 / (1 + {TAIL})",
    GAP: f"np.where(({{0}}) == 0, 0.0, {SIGMOID})",
    "a sigmoid whose negative branch is e / (1 - e)": f"np.where(({{0}}) >= 0, {SIGMOID}, {TAIL} / (1 - {TAIL}))",
    "a softmax over each row": STABLE_SOFTMAX,
    "a softmax over each row, which overflows": "np.exp({0}) / np.sum(np.exp({0}), axis=-1, keepdims=True)",
    "a softmax down the columns": "np.exp({0}) / np.sum(np.exp({0}), axis=0, keepdims=True)",
    SHARES: f"{SIGMOID} / np.sum({SIGMOID}, axis=-1, keepdims=True)",
    "a step at 0.5": "(1 / (1 + np.exp(-({0}))) > 0.5) * 1.0",
    "the sigmoid of 1 - z": "1 / (1 + np.exp(({0}) - 1))",
}
LABELS = ("y", "label", "target")
"""How names of labels begin: nobody takes a slope there."""
OF_SIGMOID = "({0}) * (1 - ({0}))"
SLOPES = {
    "left out": "1.0",
    "the activation itself": "({0})",
    "1 - a, one factor of the slope": "(1 - ({0}))",
    "tanh's": "(1 - ({0}) ** 2)",
    "the sigmoid's": OF_SIGMOID,
    "the ReLU's": "(({0}) > 0)",
    "a leaky ReLU's": "np.where(({0}) > 0, 1.0, 0.01)",
    "the sigmoid's, applied to the activation again": f"{SIGMOID} * (1 - {SIGMOID})",
    "squared": f"({OF_SIGMOID}) ** 2",
    "(1 - a)²": "(1 - ({0})) ** 2",
    "a²": "({0}) ** 2",
    "a(1 + a) rather than a(1 - a)": "({0}) * (1 + ({0}))",
    "twice as large": f"2 * {OF_SIGMOID}",
    "added to 1, 1 + a": "(1 + ({0}))",
    "half of tanh's": "0.5 * (1 - ({0}) ** 2)",
    "averaged over the batch": f"np.mean({OF_SIGMOID}, axis=0)",
    "averaged over each row": f"np.mean({OF_SIGMOID}, axis=-1, keepdims=True)",
    "averaged over everything": f"np.mean({OF_SIGMOID})",
    "taken at the mean over the batch": OF_SIGMOID.format("np.mean({0}, axis=0)"),
    "a difference between neighboring columns": "np.gradient({0}, axis=1)",
    "a difference between neighboring rows": "np.gradient({0}, axis=0)",
}
RELU = "np.maximum({0}, 0)"
OF_Z = {
    "left out": SLOPES["left out"],
    "z itself": "({0})",
    "the sigmoid's": f"{SIGMOID} * (1 - {SIGMOID})",
    "the sigmoid's, a(1 - a), with a = max(z, 0)": f"{RELU} * (1 - {RELU})",
    "z(1 - z)": OF_SIGMOID,
    "tanh's": "(1 - np.tanh({0}) ** 2)",
    "tanh's, 1 - a², with a = max(z, 0)": f"(1 - {RELU} ** 2)",
    "1 - z²": "(1 - ({0}) ** 2)",
    "a leaky ReLU's": SLOPES["a leaky ReLU's"],
}
"""Slopes in place of the mask of a ReLU, which is taken at z: a formula of an activation is another number there."""
MASKS = {
    "a step at 0.5 rather than 0": "(({0}) > 0.5)",
    "a step at 0.1 rather than 0": "(({0}) > 0.1)",
    "a step at 1 rather than 0": "(({0}) > 1)",
    "averaged over the batch": "np.mean(({0}) > 0, axis=0)",
    "averaged over each row": "np.mean(({0}) > 0, axis=-1, keepdims=True)",
    "averaged over everything": "np.mean(({0}) > 0)",
    "taken at the mean over the batch": "(np.mean({0}, axis=0) > 0)",
}
SOFTMAX = "np.exp({0} - np.max({0}, AXIS)) / np.sum(np.exp({0} - np.max({0}, AXIS)), AXIS)"
SHIFTED = "({0} - np.max({0}, axis=-1, keepdims=True))"
LOG_SOFTMAX = f"{SHIFTED} - np.log(np.sum(np.exp({SHIFTED}), axis=-1, keepdims=True))"
FROM_MIN = "({0} - np.min({0}, axis=-1, keepdims=True))"
FORMULAS = {
    "z itself": "{0}",
    "the negative of z": "-({0})",
    "ReLU": "np.maximum({0}, 0)",
    "ReLU6": "np.clip({0}, 0, 6)",
    "a ReLU of the negative side": "np.minimum({0}, 0)",
    "the absolute value": "np.abs({0})",
    "a step": "(({0}) > 0) * 1.0",
    "the sign": "np.sign({0})",
    "a shifted step": "(({0}) > 1) * 1.0",
    "leaky ReLU": ACTIVATIONS["leaky ReLU"],
    "ELU": "np.where(({0}) > 0, {0}, np.exp(np.minimum({0}, 0)) - 1)",
    "softplus": "np.logaddexp(0, {0})",
    "a softplus that overflows": "np.log(1 + np.exp({0}))",
    "1 - tanh, squared": "(1 - np.tanh({0})) ** 2",
    "1 - tanh², squared": "(1 - np.tanh({0}) ** 2) ** 2",
    "a square": "({0}) ** 2",
    "1 minus a square": "1 - ({0}) ** 2",
    "z times 1 minus z": "({0}) * (1 - ({0}))",
    "a sign": "np.sign({0})",
    "z times its sigmoid": f"({{0}}) * {SIGMOID}",
    "tanh": "np.tanh({0})",
    "the slope of tanh": "1 - np.tanh({0}) ** 2",
    "1 - tanh, without the square": "1 - np.tanh({0})",
    "tanh of a square": "1 - np.tanh(({0}) ** 2)",
    "1 / cosh": "1 / np.cosh({0})",
    "the sigmoid": SIGMOID,
    "the sigmoid of -z": "1 / (1 + np.exp({0}))",
    "the sigmoid of 2z": "1 / (1 + np.exp(-2 * ({0})))",
    "the sigmoid of z / 2": "1 / (1 + np.exp(-({0}) / 2))",
    "a hard sigmoid": "np.clip(0.2 * ({0}) + 0.5, 0, 1)",
    "a hard sigmoid of slope 1/6": "np.clip(({0}) / 6 + 0.5, 0, 1)",
    "a sigmoid without its parentheses": "1 / 1 + np.exp(-({0}))",
    "1 / (1 - e^-z), with a minus where a plus belongs": "1 / (1 - np.exp(-({0})))",
    "1 / (1 - e^-z + 1e-15), with a minus where a plus belongs": "1 / (1 - np.exp(-({0})) + 1e-15)",
    "a sigmoid by exp(z), which overflows": "np.exp({0}) / (1 + np.exp({0}))",
    "a clipped sigmoid": f"np.clip({SIGMOID}, 1e-7, 1 - 1e-7)",
    "a sigmoid of z clipped at 20": "1 / (1 + np.exp(-np.clip({0}, -20, 20)))",
    "a sigmoid of z clipped at 5": "1 / (1 + np.exp(-np.clip({0}, -5, 5)))",
    "a sigmoid of z clipped at 500": "1 / (1 + np.exp(-np.clip({0}, -500, 500)))",
    "the slope of the sigmoid": f"{SIGMOID} * (1 - {SIGMOID})",
    "the complement of the sigmoid": f"1 - {SIGMOID}",
    GAP: f"np.where(({{0}}) == 0, 0.0, {SIGMOID})",
    "a sigmoid whose negative branch is e / (1 - e)": f"np.where(({{0}}) >= 0, {SIGMOID}, {TAIL} / (1 - {TAIL}))",
    "the sigmoid of |z|, which loses the sign of z": f"1 / (1 + {TAIL})",
    "a sigmoid with 1e-8 in its denominator": "1 / (1 + np.exp(-({0})) + 1e-8)",
    "a sigmoid with a small number in its denominator": "1 / (1 + np.exp(-({0})) + 1e-2)",
    "the sigmoid, shifted to -1 and 1": "2 / (1 + np.exp(-({0}))) - 1",
    "(1 + tanh(z)) / 2, without halving z": "0.5 * (1 + np.tanh({0}))",
    "four times the slope of the sigmoid": f"4 * {SIGMOID} * (1 - {SIGMOID})",
    "the slope of the sigmoid without its square": f"{TAIL} / (1 + {TAIL})",
    "the slope of the sigmoid with a square too many": f"({TAIL} / (1 + {TAIL})) ** 2",
    "the slope of the sigmoid by exp(z)": "np.exp({0}) / (1 + np.exp({0})) ** 2",
    "the slope of the sigmoid by exp(-z)": "np.exp(-({0})) / (1 + np.exp(-({0}))) ** 2",
    "ones": "np.ones_like({0}) * 1.0",
    "an exponential": "np.exp({0})",
    "a softmax over the last axis": SOFTMAX.replace("AXIS", "axis=-1, keepdims=True"),
    "a softmax without its shift": "np.exp({0}) / np.sum(np.exp({0}), axis=-1, keepdims=True)",
    "a softmax down the columns": SOFTMAX.replace("AXIS", "axis=0, keepdims=True"),
    "a softmax over the whole array": SOFTMAX.replace("AXIS", "axis=None"),
    "a log-softmax": LOG_SOFTMAX,
    SHARES: f"{SIGMOID} / np.sum({SIGMOID}, axis=-1, keepdims=True)",
    "proportions": "({0}) / np.sum({0}, axis=-1, keepdims=True)",
    "proportions of shifted values": f"{FROM_MIN} / np.sum({FROM_MIN}, axis=-1, keepdims=True)",
    "exponentials that don't add up to 1": "np.exp({0} - np.max({0}, axis=-1, keepdims=True))",
    "the larger of z and 2z": "np.maximum({0}, 2 * ({0}))",
}
"""What a function of one value could be instead."""


def in_activation(node: ast.expr, names: Sequence[str], source: Source) -> Iterator[Change]:
    """Yield another activation or another slope; `names` are values at which a slope could be taken."""
    if isinstance(node, ast.Call):
        yield from another_activation(node, source)
    argument = slope_argument(node)
    if argument is not None:
        yield from another_slope(node, argument, source)
        for name in names:
            if name != source.code(argument) and not name.lower().startswith(LABELS):
                shown = name if name in source.words else "another value"
                what = f"the slope of an activation were taken at {shown}"
                yield source.change("slope", what, node, OF_SIGMOID.format(name), name)
    elif isinstance(node, ast.Compare) and is_mask(node):
        yield from another_slope(node, node.left, source, OF_Z | MASKS)


def another_slope(
    node: ast.expr, argument: ast.expr, source: Source, slopes: Mapping[str, str] = SLOPES
) -> Iterator[Change]:
    """Yield the slopes of other activations."""
    for name, form in slopes.items():
        what = f"the slope of an activation were {name}"
        yield source.change("slope", what, node, form.format(source.code(argument)), name)


def another_activation(node: ast.Call, source: Source) -> Iterator[Change]:
    """Yield an activation that is another one."""
    name = called(node)
    if name == "maximum" and len(node.args) == 2 and source.code(node.args[1]) in ("0", "0.0"):
        name = "relu"
    if name not in ("sigmoid", "tanh", "relu", "softmax") or not node.args:
        return
    for other, form in (ACTIVATIONS | RARER).items():
        if other.lower() != name:
            what = f"an activation were {other}"
            yield source.change("activation", what, node, form.format(source.code(node.args[0])), other)


def another_function(function: ast.FunctionDef, source: Source) -> Iterator[Change]:
    """Yield what a function of z alone could return instead."""
    if not function.args.args or function.args.args[0].arg != "z":
        return
    name = function.name if function.name in source.words else "an activation"
    for node in nodes_in(function):
        if isinstance(node, ast.Return) and node.value is not None:
            for other, form in FORMULAS.items():
                what = f"{name} were {other}"
                yield source.change("another-function", what, node.value, form.format("z"))


def slope_argument(node: ast.expr) -> ast.expr | None:
    """Return a of `a * (1 - a)`; None if an expression isn't such a slope."""
    match node:
        case ast.BinOp(
            left=left, op=ast.Mult(), right=ast.BinOp(left=ast.Constant(value=1), op=ast.Sub(), right=right)
        ):
            return left if ast.dump(left) == ast.dump(right) else None
    return None


def is_mask(node: ast.Compare) -> bool:
    """Return whether a comparison is the mask of a ReLU: something > 0."""
    limit = node.comparators[0]
    return isinstance(node.ops[0], ast.Gt) and isinstance(limit, ast.Constant) and limit.value == 0
