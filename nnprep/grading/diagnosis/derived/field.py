"""Mistakes of this field: activations and their slopes, logarithms that are guarded, shifts that are left out, biases."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nnprep.grading.diagnosis.derived.calls import called
from nnprep.grading.diagnosis.derived.source import Change, Source

SIGMOID = "1 / (1 + np.exp(-({0})))"
ACTIVATIONS = {
    "sigmoid": SIGMOID,
    "tanh": "np.tanh({0})",
    "ReLU": "np.maximum({0}, 0)",
    "leaky ReLU": "np.where(({0}) > 0, {0}, 0.01 * ({0}))",
    "softplus": "np.logaddexp(0, {0})",
    "absolute value": "np.abs({0})",
    "step": "(({0}) > 0) * 1.0",
}
SLOPES = {
    "left out": "1.0",
    "the activation itself": "({0})",
    "1 - a, one factor of the slope": "(1 - ({0}))",
    "tanh's": "(1 - ({0}) ** 2)",
    "the sigmoid's": "({0}) * (1 - ({0}))",
    "the ReLU's": "(({0}) > 0)",
    "a leaky ReLU's": "np.where(({0}) > 0, 1.0, 0.01)",
    "the sigmoid's, applied to the activation once more": f"{SIGMOID} * (1 - {SIGMOID})",
    "squared": "(({0}) * (1 - ({0}))) ** 2",
}
GUARDS = ("1e-15", "1e-12", "1e-10", "1e-8", "1e-7", "1e-6", "1e-5")


def of_the_field(node: ast.expr, inputs: list[str], source: Source) -> Iterator[Change]:
    """Yield what people who know the field still get wrong in one expression; `inputs` are names that fit an activation."""
    if isinstance(node, ast.Call):
        yield from in_activation(node, source)
        yield from in_logarithm(node, source)
        yield from in_draw(node, source)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
        yield from in_error(node, source)
        yield from in_log_softmax(node, source)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        yield from in_draws(node, source)
    if (argument := slope_of(node)) is not None:
        code = source.code(argument)
        for name, form in SLOPES.items():
            what = f"the slope of an activation were {name}"
            yield Change("slope", what, (source.put(node, form.format(code)),), name)
        for other in inputs:
            if other != code:
                named = other if other in source.words else "another value"
                what = f"the slope of an activation were taken at {named}"
                yield Change("slope", what, (source.put(node, SLOPES["the sigmoid's"].format(other)),), other)
    if is_mask(node):
        assert isinstance(node, ast.Compare)
        code = source.code(node.left)
        for name, form in SLOPES.items():
            what = f"the slope of an activation were {name}"
            yield Change("slope", what, (source.put(node, form.format(code)),), name)


def in_error(node: ast.BinOp, source: Source) -> Iterator[Change]:
    """Yield what people make of prediction minus target: another loss's error, or a slope that should have canceled."""
    one, other = source.code(node.left), source.code(node.right)
    for new, what in (
        ("({0} - {1}) * {0} * (1 - {0})", "the output's slope were still in the error"),
        ("2 * ({0} - {1}) * {0} * (1 - {0})", "the loss were the squared error"),
        ("{0} * (1 - {0})", "the slope stood in the place of the error"),
        ("({0} - {1}) * {1}", "only the true class counted"),
        ("({0} - {1}) * (1 - {1})", "only the other classes counted"),
        ("-{1} / {0}", "the chain rule stopped at the prediction"),
        ("({0} - {1}) / ({0} * (1 - {0}))", "the chain rule stopped at the prediction"),
        ("np.round({0}) - {1}", "predictions were rounded first"),
        ("np.sign({0} - {1})", "only the sign of the error counted"),
        ("np.clip({0} - {1}, -1, 1)", "the error were clipped"),
        ("np.clip({0}, 1e-7, 1 - 1e-7) - {1}", "predictions were clipped first"),
        ("np.clip({0}, 0.01, 0.99) - {1}", "predictions were clipped first"),
    ):
        yield Change("error", what, (source.put(node, new.format(f"({one})", f"({other})")),))


def in_activation(node: ast.Call, source: Source) -> Iterator[Change]:
    """Yield an activation that is another one."""
    name = called(node)
    is_relu = name == "maximum" and len(node.args) == 2 and source.code(node.args[1]) in ("0", "0.0")
    if not is_relu and name not in ("sigmoid", "tanh", "relu", "softmax"):
        return
    argument = source.code(node.args[0])
    for other, form in ACTIVATIONS.items():
        if other.lower() != ("relu" if is_relu else name):
            yield Change(
                "activation", f"an activation were {other}", (source.put(node, form.format(argument)),), other
            )


def in_logarithm(node: ast.Call, source: Source) -> Iterator[Change]:
    """Yield a logarithm that is guarded by a small number, or whose argument is clipped."""
    if called(node) == "log" and len(node.args) == 1:
        code = source.code(node.args[0])
        for guard in GUARDS:
            what = f"{guard} were added inside a logarithm"
            yield Change("guard", what, (source.put(node.args[0], f"({code}) + {guard}"),), guard)
            what = f"a probability were clipped at {guard} before its logarithm"
            yield Change(
                "clip", what, (source.put(node.args[0], f"np.clip({code}, {guard}, 1 - {guard})"),), guard
            )

    if called(node) == "logaddexp" and len(node.args) == 2 and source.code(node.args[0]) == "0":
        z = source.code(node.args[1])
        for guard in ("0", *GUARDS):
            what = (
                f"{guard} were added inside a logarithm"
                if guard != "0"
                else "a logarithm were taken of a rounded probability"
            )
            yield Change(
                "guard", what, (source.put(node, f"-np.log(1 / (1 + np.exp({z})) + {guard})"),), guard
            )
            if guard != "0":
                what = f"a probability were clipped at {guard} before its logarithm"
                clipped = f"np.clip(1 / (1 + np.exp({z})), {guard}, 1 - {guard})"
                yield Change("clip", what, (source.put(node, f"-np.log({clipped})"),), guard)


def in_log_softmax(node: ast.BinOp, source: Source) -> Iterator[Change]:
    """Yield the logarithm of a softmax in the place of shifted logits minus the logarithm of their sum."""
    if isinstance(node.right, ast.Call) and called(node.right) == "log" and len(node.right.args) == 1:
        quotient = f"np.exp({source.code(node.left)}) / ({source.code(node.right.args[0])})"
        yield Change(
            "log of quotient",
            "a logarithm were taken of a rounded probability",
            (source.put(node, f"np.log({quotient})"),),
        )
        for guard in GUARDS:
            what = f"{guard} were added inside a logarithm"
            yield Change("guard", what, (source.put(node, f"np.log({quotient} + {guard})"),), guard)
            what = f"a probability were clipped at {guard} before its logarithm"
            clipped = f"np.clip({quotient}, {guard}, 1 - {guard})"
            yield Change("clip", what, (source.put(node, f"np.log({clipped})"),), guard)
        yield Change(
            "log of quotient",
            "a probability stood in the place of its logarithm",
            (source.put(node, quotient),),
        )


def in_draw(node: ast.Call, source: Source) -> Iterator[Change]:
    """Yield random numbers that are drawn in another way, or none."""
    if called(node) not in ("standard_normal", "normal") or not node.args:
        return
    shape = source.code(node.args[-1])
    draw = source.code(node.func)
    if isinstance(node.func, ast.Attribute):
        generator = source.code(node.func.value)
        for new, what in (
            (f"{generator}.uniform(-1, 1, {shape})", "weights were drawn evenly"),
            (f"{generator}.uniform(-np.sqrt(3), np.sqrt(3), {shape})", "weights were drawn evenly"),
            (f"{generator}.random({shape})", "weights were drawn from 0 to 1"),
            (f"({generator}.random({shape}) - 0.5)", "weights were drawn from -0.5 to 0.5"),
            (f"np.ones({shape})", "all weights started alike"),
            (f"np.zeros({shape})", "all weights started at zero"),
            (
                f"np.random.default_rng(seed).standard_normal({shape})",
                "each layer drew from a generator made anew",
            ),
            (f"np.random.default_rng().standard_normal({shape})", "the seed were ignored"),
            (f"{draw}({shape}).astype(np.float32)", "weights were float32"),
            (f"{draw}({shape}).T", "weights were transposed"),
            (f"{draw}(({shape})[::-1])", "weights were transposed"),
        ):
            yield Change("draw", what, (source.put(node, new),))


def in_draws(node: ast.BinOp, source: Source) -> Iterator[Change]:
    """Yield another scale of random weights."""
    inner = node.right if isinstance(node.right, ast.Call) else node.left
    if not isinstance(inner, ast.Call) or called(inner) not in ("standard_normal", "normal"):
        return
    draw = source.code(inner)
    for scale, what in (
        ("0.01", "weights had a fixed small scale"),
        ("0.1", "weights had a fixed scale"),
        ("0.001", "weights had a fixed small scale"),
    ):
        yield Change("scale of weights", what, (source.put(node, f"{scale} * {draw}"),))
    shape = source.code(inner.args[-1]) if inner.args else "()"
    for new, what in (
        (f"np.full({shape}, 0.1)", "all weights started alike"),
        (f"np.full({shape}, 0.01)", "all weights started alike"),
        (f"np.zeros({shape})", "all weights started at zero"),
        (f"np.ones({shape})", "all weights started alike"),
    ):
        yield Change("scale of weights", what, (source.put(node, new),))


def slope_of(node: ast.expr) -> ast.expr | None:
    """Return a of `a * (1 - a)`; None where an expression is no such slope."""
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult)):
        return None
    rest = node.right
    if (
        isinstance(rest, ast.BinOp)
        and isinstance(rest.op, ast.Sub)
        and isinstance(rest.left, ast.Constant)
        and rest.left.value == 1
        and ast.dump(rest.right) == ast.dump(node.left)
    ):
        return node.left
    return None


def is_mask(node: ast.expr) -> bool:
    """Return whether an expression is the mask of a ReLU: something > 0."""
    return (
        isinstance(node, ast.Compare)
        and isinstance(node.ops[0], ast.Gt)
        and isinstance(node.comparators[0], ast.Constant)
        and node.comparators[0].value == 0
    )


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
    "leaky ReLU": "np.where(({0}) > 0, {0}, 0.01 * ({0}))",
    "ELU": "np.where(({0}) > 0, {0}, np.exp(np.minimum({0}, 0)) - 1)",
    "softplus": "np.logaddexp(0, {0})",
    "tanh": "np.tanh({0})",
    "the slope of tanh": "1 - np.tanh({0}) ** 2",
    "tanh without its square": "1 - np.tanh({0})",
    "tanh of a square": "1 - np.tanh(({0}) ** 2)",
    "1 / cosh": "1 / np.cosh({0})",
    "the sigmoid": f"{SIGMOID}",
    "a sigmoid of -z": "1 / (1 + np.exp({0}))",
    "a sigmoid of 2z": "1 / (1 + np.exp(-2 * ({0})))",
    "a sigmoid of z / 2": "1 / (1 + np.exp(-({0}) / 2))",
    "a hard sigmoid": "np.clip(0.2 * ({0}) + 0.5, 0, 1)",
    "a hard sigmoid of sixths": "np.clip(({0}) / 6 + 0.5, 0, 1)",
    "a sigmoid without parentheses": "1 / 1 + np.exp(-({0}))",
    "a sigmoid of exp(z) that overflows": "np.exp({0}) / (1 + np.exp({0}))",
    "a clipped sigmoid": "np.clip(1 / (1 + np.exp(-({0}))), 1e-7, 1 - 1e-7)",
    "a sigmoid of clipped input": "1 / (1 + np.exp(-np.clip({0}, -20, 20)))",
    "a sigmoid of input clipped at 5": "1 / (1 + np.exp(-np.clip({0}, -5, 5)))",
    "a sigmoid of input clipped at 500": "1 / (1 + np.exp(-np.clip({0}, -500, 500)))",
    "the slope of the sigmoid": f"{SIGMOID} * (1 - {SIGMOID})",
    "the complement of the sigmoid": f"1 - {SIGMOID}",
    "four times the slope of the sigmoid": f"4 * {SIGMOID} * (1 - {SIGMOID})",
    "the slope of the sigmoid without its square": "np.exp(-np.abs({0})) / (1 + np.exp(-np.abs({0})))",
    "the slope of the sigmoid with a square too many": "(np.exp(-np.abs({0})) / (1 + np.exp(-np.abs({0})))) ** 2",
    "the slope of the sigmoid by exp(z)": "np.exp({0}) / (1 + np.exp({0})) ** 2",
    "the slope of the sigmoid by exp(-z)": "np.exp(-({0})) / (1 + np.exp(-({0}))) ** 2",
    "ones": "np.ones_like({0}) * 1.0",
    "an exponential": "np.exp({0})",
    "a softmax over the last axis": "np.exp({0} - np.max({0}, axis=-1, keepdims=True)) / np.sum(np.exp({0} - np.max({0}, axis=-1, keepdims=True)), axis=-1, keepdims=True)",
    "a softmax without its shift": "np.exp({0}) / np.sum(np.exp({0}), axis=-1, keepdims=True)",
    "a softmax down the columns": "np.exp({0} - np.max({0}, axis=0, keepdims=True)) / np.sum(np.exp({0} - np.max({0}, axis=0, keepdims=True)), axis=0, keepdims=True)",
    "a softmax over everything": "np.exp({0} - np.max({0})) / np.sum(np.exp({0} - np.max({0})))",
    "a log-softmax": "{0} - np.max({0}, axis=-1, keepdims=True) - np.log(np.sum(np.exp({0} - np.max({0}, axis=-1, keepdims=True)), axis=-1, keepdims=True))",
    "proportions": "({0}) / np.sum({0}, axis=-1, keepdims=True)",
    "proportions of shifted values": "({0} - np.min({0}, axis=-1, keepdims=True)) / np.sum({0} - np.min({0}, axis=-1, keepdims=True), axis=-1, keepdims=True)",
    "values over their largest": "np.exp({0} - np.max({0}, axis=-1, keepdims=True))",
}


def of_a_function(function: ast.FunctionDef, source: Source) -> Iterator[Change]:
    """Yield a function of one value that computes another function of the field."""
    if not function.args.args or function.args.args[0].arg != "z":
        return
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value is not None:
            for name, form in FORMULAS.items():
                what = f"{function.name} were {name}"
                yield Change("another function", what, (source.put(node.value, form.format("z")),))
