"""Mistakes in losses: another error, a logarithm that is guarded, clipped or taken of a rounded probability."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nnprep.grading.diagnosis.derived.calls import called
from nnprep.grading.diagnosis.derived.source import Change, Source

ERRORS = (
    ("({0} - {1}) * {0} * (1 - {0})", "the output's slope were still in the error"),
    (
        "({1} - {0}) * {0} * (1 - {0})",
        "the error were target minus prediction, with the output's slope still in it",
    ),
    ("2 * ({0} - {1}) * {0} * (1 - {0})", "the loss were the squared error"),
    ("{0} * (1 - {0})", "the slope were used instead of the error"),
    ("({0} - {1}) * {1}", "only the true class counted"),
    ("({0} - {1}) * (1 - {1})", "only the other classes counted"),
    ("-{1} / {0}", "the chain rule stopped at the prediction"),
    ("({0} - {1}) / ({0} * (1 - {0}))", "the chain rule stopped at the prediction"),
    ("-{1} / ({0} + ({1} == 0))", "the chain rule stopped at the prediction"),
    ("-{1} / np.maximum({0}, np.finfo(float).tiny)", "the chain rule stopped at the prediction"),
    ("-np.log({0}) * {1}", "the loss of each row were used instead of the error"),
    (
        "({0} - {1}) / ({0} * (1 - {0})) * ({0} * (1 - {0}))",
        "the slope of the output were divided out and multiplied in again, which is 0/0 for sure predictions",
    ),
    (
        "(-{1} / {0} + (1 - {1}) / (1 - {0})) * ({0} * (1 - {0}))",
        "the slope of the output were divided out and multiplied in again, which is 0/0 for sure predictions",
    ),
    ("np.round({0}) - {1}", "predictions were rounded first"),
    ("np.sign({0} - {1})", "only the sign of the error counted"),
    ("np.clip({0} - {1}, -1, 1)", "the error were clipped"),
    ("np.clip({0}, 1e-7, 1 - 1e-7) - {1}", "predictions were clipped first"),
    ("np.clip({0}, 0.01, 0.99) - {1}", "predictions were clipped first"),
    ("{0} + {1}", "the target were added to the prediction"),
    ("({0} - {1}) ** 2", "the error were squared"),
    (
        "np.exp({0}) / np.sum(np.exp({0}), axis=-1, keepdims=True) - {1}",
        "the gradient's predictions went through the softmax twice",
    ),
    ("1 / (1 + np.exp(-{0})) - {1}", "the gradient's predictions went through the sigmoid twice"),
    ("({0} - {1}) * {0}", "the error were weighted by the prediction"),
    ("({0} - {1}) * (1 - {0})", "the error were weighted by 1 minus the prediction"),
    ("({0} - {1}) * {0} * (1 - {0}) * 0.5", "the loss were a quarter of the squared error"),
)
"""What people make of prediction minus target."""
MISSED = "({{0}} - {{1}}) * (np.arange(len({{0}})) != {row})[:, None]"
ROWS_MISSED = (
    (MISSED.format(row="len({0}) - 1"), "the error of the last row were missing, though the mean counts it"),
    (MISSED.format(row="0"), "the error of the first row were missing, though the mean counts it"),
)
"""What loops over rows that start too late or end too early make of prediction minus target."""
TARGETS = ("y", "t", "label", "one_hot", "onehot")
"""How names of targets begin."""
GUARDS = ("1e-15", "1e-12", "1e-10", "1e-8", "1e-7", "1e-6", "1e-5")
ROUNDED = "a logarithm were taken of a rounded probability"
TWICE = "probabilities were taken for logits, and the softmax applied twice"
LESS_ONE = (
    "1 were subtracted from the probabilities before their logarithm, as where two names share one array"
)
SUMMED = "one part were summed over the rows and only the other averaged"
ADDED = "{} were added inside a logarithm"
RAISED = "a probability were raised to at least {} before its logarithm"
BINARY = "each class had its own binary cross-entropy, which is for classes that don't exclude each other"
CLIPPED = "a probability were clipped at {} before its logarithm"


def in_loss(node: ast.expr, source: Source) -> Iterator[Change]:
    """Yield what can go wrong in the error and the logarithm of a loss."""
    match node:
        case ast.BinOp(op=ast.Sub()):
            if is_target(node.right):
                yield from other_errors(node, source)
            yield from in_log_softmax(node, source)
        case ast.Subscript(value=ast.Name(id=name), slice=ast.Tuple(elts=[_, label])) if "log" in name:
            one_hot = f"np.eye(np.shape({name})[1])[{source.code(label)}]"
            yield from binary("({}).sum(axis=1)", one_hot, name, node, source)
            yield from binary("({}).mean(axis=1)", one_hot, name, node, source)
        case ast.BinOp(left=ast.Call() as one_hot, op=ast.Mult(), right=ast.Name(id=name)) if "log" in name:
            yield from binary("({})", source.code(one_hot), name, node, source)
            yield from binary(f"({{}}) / np.shape({name})[-1]", source.code(one_hot), name, node, source)
        case ast.Call(args=[argument]) if called(node) == "log":
            of_probability = id(node) not in source.subtracted
            yield from guarded("{}", source.code(argument), argument, source, is_probability=of_probability)
        case ast.Call(args=[ast.Constant(value=0), logit]) if called(node) == "logaddexp":
            p = f"1 / (1 + np.exp({source.code(logit)}))"
            yield source.change("log-of-rounded", ROUNDED, node, f"-np.log({p})", "rounded")
            yield from guarded("-np.log({})", p, node, source)


def is_target(node: ast.expr) -> bool:
    """Return whether an expression names what a prediction is compared with, rather than a maximum or a mean."""
    return isinstance(node, ast.Name) and node.id.lower().startswith(TARGETS)


def other_errors(node: ast.BinOp, source: Source) -> Iterator[Change]:
    """Yield what people make of prediction minus target."""
    operands = f"({source.code(node.left)})", f"({source.code(node.right)})"
    for new, what in ERRORS:
        yield source.change("error", what, node, new.format(*operands))
    for new, what in ROWS_MISSED:
        yield source.change("error-of-a-row", what, node, new.format(*operands))


def in_log_softmax(node: ast.BinOp, source: Source) -> Iterator[Change]:
    """Yield the logarithm of a softmax instead of shifted logits minus the logarithm of their sum."""
    match node.right:
        case ast.Call(args=[total]) if called(node.right) == "log":
            p = f"np.exp({source.code(node.left)}) / ({source.code(total)})"
            logits, logs = source.code(node.left), source.code(node.right)
            yield source.change("part-summed", SUMMED, node, f"len({logits}) * ({logits}) - {logs}", "label")
            yield source.change("part-summed", SUMMED, node, f"{logits} - len({logits}) * {logs}", "total")
            yield source.change("log-of-rounded", ROUNDED, node, f"np.log({p})", "rounded")
            yield source.change(
                "softmax-twice", TWICE, node, f"{p} - np.log(np.exp({p}).sum(axis=-1, keepdims=True))"
            )
            for less_one in (f"({p} - 1)", f"np.abs({p} - 1)"):
                yield source.change("log-of-error", LESS_ONE, node, f"np.log({less_one})")
            yield source.change("log-dropped", "a probability were used instead of its logarithm", node, p)
            yield from guarded("np.log({})", p, node, source)


def binary(form: str, one_hot: str, logs: str, node: ast.expr, source: Source) -> Iterator[Change]:
    """Yield the cross-entropy of a yes or no for each class, with a small number or without one."""
    guards = [*source.guards, *(f"{float(guard) ** 0.5:.6g}" for guard in source.guards)]
    if "mean" in form or "/" in form:
        guards = [*GUARDS, "1e-9"] if source.guards else []
    plain = f"np.exp({logs})"
    forms = [(plain, "")]
    for guard in dict.fromkeys(guards):
        forms += [(plain, f" + {guard}"), (f"np.clip({plain}, {guard}, 1 - {guard})", "")]
    for p, more in forms:
        terms = f"{one_hot} * np.log({p}{more}) + (1 - {one_hot}) * np.log(1 - {p}{more})"
        yield source.change("binary", BINARY, node, form.format(terms))


def guarded(
    form: str, p: str, node: ast.expr, source: Source, *, is_probability: bool = True
) -> Iterator[Change]:
    """Yield a small number that is added inside a logarithm, or at which a probability is clipped."""
    for guard in dict.fromkeys((*source.guards, *GUARDS)):
        # A measured one has lost digits to rounding.
        said = f"{float(guard):.2g}".replace("e-0", "e-")
        added = form.format(f"({p}) + {guard}")
        yield source.change("guard", ADDED.format(said), node, added, guard)
        if not is_probability:
            continue
        clipped = form.format(f"np.clip({p}, {guard}, 1 - {guard})")
        yield source.change("clip", CLIPPED.format(said), node, clipped, guard)
        raised = form.format(f"np.maximum({p}, {guard})")
        yield source.change("clip", RAISED.format(said), node, raised, f"{guard} below")
