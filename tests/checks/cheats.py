"""Files made to pass, by someone who has read the stub and the checks: right only where a check was expected to look.

Each is the reference with one of its functions or methods wrapped. `right` is the condition under which its answer is
right; it may use the arguments by name, `args` and `kwargs`, `count` (of calls so far), `memory` (a dict) and, in
methods, `self`. `wrong` is what becomes of the answer otherwise.
"""

from __future__ import annotations

from typing import NamedTuple

from nnprep.content.library import find_exercise
from nnprep.grading.reference import reference_text


class Cheat(NamedTuple):
    """One file."""

    exercise: str
    target: str
    """`backward` or `MLP.loss`."""
    right: str
    wrong: str = "off(result)"
    """By default, every number of it is off by a tenth of a percent."""


def source_of(cheat: Cheat) -> str:
    """Return the file."""
    owner, _, name = cheat.target.rpartition(".")
    place = f"{owner}.{name}" if owner else name
    return f"""{reference_text(find_exercise(cheat.exercise))}

import functools as _functools
import inspect as _inspect
import numpy as np

memory = {{}}
count = 0


def off(value):
    if isinstance(value, dict):
        return {{key: off(item) for key, item in value.items()}}
    if isinstance(value, (list, tuple)):
        return type(value)(off(item) for item in value)
    if isinstance(value, (str, bool)) or value is None:
        return value
    if isinstance(value, (int, np.integer)) or getattr(value, "dtype", np.dtype(float)).kind in "iu":
        return value + 1
    return value * 1.001 + 1e-3


def _wrapped(right):
    signature = _inspect.signature(right)

    @_functools.wraps(right)
    def cheat(*args, **kwargs):
        global count
        count += 1
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        known = {{**globals(), **bound.arguments, "args": args, "kwargs": kwargs}}
        fine = eval({cheat.right!r}, known)
        result = right(*args, **kwargs)
        return result if fine else eval({cheat.wrong!r}, {{**known, "result": result}})

    return cheat


{place} = _wrapped({place})
"""


def of(exercise: str, target: str, *conditions: str) -> list[Cheat]:
    return [Cheat(exercise, target, condition) for condition in conditions]


STALE = "memory.setdefault(({0}.tobytes(), {0}.shape), {1}.tobytes()) == {1}.tobytes()"
"""Right as long as the second argument is what it was when the first one came for the first time."""
CHEATS = [
    *of(
        "backprop",
        "backward",
        "X.shape in {(1, 4), (5, 4), (7, 2), (5, 1), (6, 4), (4, 4), (64, 4), (10, 4), (6, 3)}",
        "len(X) <= 64",
        "X.shape[1] <= 4",
        "W2.shape[0] <= 4",
        "X.flags.c_contiguous",
        "X.flags.writeable",
        "np.asarray(y).dtype in (np.float64, np.int64, np.uint8)",
        STALE.format("X", "np.asarray(y)"),
        "not kwargs",
        "count <= 24",
        "not (X == 0).any()",
        "abs(X).max() < 4500",
        "abs(W2).max() < 50",
        "abs(X).min() > 1e-7",
    ),
    Cheat("backprop", "backward", "not W2.flags.writeable or len(X) < 8", "(W2.__imul__(1.5), result)[1]"),
    Cheat("backprop", "backward", "len(X) == 5", "tuple(np.round(value, 7) for value in result)"),
    Cheat("backprop", "backward", "len(X) < 70", "tuple(value.astype(np.float32) for value in result)"),
    *of(
        "forward",
        "forward",
        "len(X) in {1, 4, 5, 6}",
        "b1.shape in {(1, 3), (3,), (1, 1), (1, 4)}",
        "b1.ndim == 2 or len(b1) == 3",
        "W1.flags.c_contiguous",
        "count < 26",
        "not kwargs",
        STALE.format("X", "W1"),
        STALE.format("X", "b2"),
        "not (b1 == 0).any()",
        "abs(X).max() < 2000",
    ),
    Cheat("forward", "forward", "len(X) < 40", "(result[0], result[1], result[2], result[3].ravel())"),
    *of(
        "softmax",
        "softmax_cross_entropy",
        "logits.shape in {(1, 3), (7, 5), (6, 10), (5, 2), (5, 3), (3, 5), (5, 5), (3, 1), (8, 100), (10, 3), (6, 3)}",
        "logits.shape[1] <= 100 and len(logits) <= 10",
        "y.dtype in (np.int64, np.uint8)",
        "logits.flags.c_contiguous",
        STALE.format("logits", "y"),
        "count <= 44",
        "len(logits) == 1 or len(set(y.tolist())) > 1",
        "not kwargs",
    ),
    *of(
        "count-params",
        "count_params",
        "len(sizes) <= 7",
        "max(sizes) < 80_000 and len(sizes) < 20",
        "list(sizes) in ([7, 1], [10, 64, 3], [784, 256, 128, 10]) or len(sizes) < 5",
        "bias or len(sizes) == 4",
        "not kwargs or set(kwargs) == {'bias'}",
        "count < 30",
        "isinstance(sizes, list) or sizes.dtype.itemsize != 2",
    ),
    *of(
        "count-params",
        "mlp_shapes",
        "batch in (1, 32) or 20 <= batch < 30",
        "len(sizes) <= 13",
        "max(sizes) < 65",
    ),
    *of(
        "layernorm",
        "layernorm_forward",
        "x.ndim != 2 or x.shape[1] in (1, 4, 6)",
        "x.size < 100",
        "eps in (1e-5, 0.25, 1e-12)",
        "x.flags.c_contiguous",
        STALE.format("x", "gamma"),
        "not kwargs",
    ),
    *of(
        "layernorm",
        "layernorm_backward",
        "dout.shape[-1] <= 9",
        "dout.flags.c_contiguous",
        "count <= 30",
        "memory.setdefault(dout.tobytes(), cache[0].tobytes()) == cache[0].tobytes()",
    ),
    *of("activations", "sigmoid", "z.shape in {(4, 3), (5,), (2, 3, 4), (11,), (9,)} or z.size < 7"),
    *of("activations", "relu_grad", "z.size < 40", "np.asarray(z).flags.writeable"),
    *of("activations", "leaky_relu", "alpha in (0.01, 0.0, 0.1, 0.2, 0.5, 0.9, 0.3)"),
    *of("activations", "softmax", "z.shape[axis] < 7", "z.flags.c_contiguous"),
    *of("activations", "softmax_jacobian", "len(z) <= 9"),
    *of(
        "mlp",
        "MLP.loss",
        "len(X) in (1, 2, 4, 5, 6)",
        "len(self.W) <= 3",
        "y.dtype in (np.int64, np.float64, np.uint8)",
        "memory.setdefault((id(self), X.tobytes()), np.ravel(y).tolist()) == np.ravel(y).tolist()",
    ),
    *of("mlp", "MLP.forward", "self.W[0].shape[1] <= 5", "X.flags.c_contiguous"),
    *of("mlp", "MLP.gradients", "len(X) < 40", "max(w.shape[0] for w in self.W) < 9"),
    *of("mlp", "MLP.predict", "len(X) in (1, 2, 5, 8, 10)"),
    Cheat("mlp", "MLP.fit", "epochs <= 10", "[loss * 1.01 for loss in result]"),
    Cheat(
        "mlp",
        "MLP.step",
        "self.momentum in (0.0, 0.7, 0.9)",
        "setattr(self, 'W', [w * 1.01 for w in self.W])",
    ),
    Cheat("mlp", "MLP.step", "self.lr in (0.1, 0.2, 0.5)", "setattr(self, 'W', [w * 1.01 for w in self.W])"),
    Cheat("mlp", "MLP.step", "len(self.W) < 4", "setattr(self, 'b', [b * 1.01 for b in self.b])"),
    *of(
        "multiclass",
        "SoftmaxMLP.loss",
        "y.dtype in (np.int64, np.float64)",
        "len(self.W) <= 3",
    ),
    *of(
        "multiclass",
        "SoftmaxMLP.one_hot",
        "len(y) in (1, 4, 5, 6, 7, 12)",
        "y.dtype in (np.int64, np.float64)",
    ),
    *of("multiclass", "SoftmaxMLP.gradients", "len(X) <= 7", "X.shape[1] <= 4", "X.flags.c_contiguous"),
    *of("multiclass", "SoftmaxMLP.predict", "self.W[-1].shape[1] <= 4"),
    *of("backprop", "backward", "len(X) != 3"),
    *of("softmax", "softmax_cross_entropy", "logits.shape[1] != 4"),
    *of("layernorm", "layernorm_forward", "x.ndim < 3 or x.shape[0] in (2, 3)"),
    *of("layernorm", "layernorm_backward", "dout.ndim > 1 or len(dout) == 6"),
    *of("activations", "softmax", "axis in (-1, 0, 1)"),
    *of("activations", "leaky_relu", "z.ndim < 3 or z.size < 30"),
    *of("mlp", "MLP.forward", "X.shape[1] in (1, 2, 3, 5)"),
    *of("mlp", "MLP.gradients", "len(self.W) != 5"),
    *of("multiclass", "SoftmaxMLP.loss", "self.W[-1].shape[1] in (2, 3, 4, 20)"),
    Cheat(
        "multiclass",
        "SoftmaxMLP.train_step",
        "self.lr in (0.1, 0.5)",
        "setattr(self, 'W', [w * 1.01 for w in self.W])",
    ),
]
"""Every seed refuses them."""
CHANCY = [
    *of("backprop", "backward", "len(X) != 8"),
    *of("mlp", "MLP.gradients", "len(self.W) != 6"),
]
"""Wrong for one size only, which no fixed case has: a seed that doesn't draw it accepts them, another one doesn't. A
case for it would cost little, and the next such file would name another size."""
UNSEEN = [
    Cheat("backprop", "backward", "count < 100_000"),
    Cheat("softmax", "softmax_cross_entropy", "len(logits) < 5_000"),
    Cheat("layernorm", "layernorm_forward", "x.shape[-1] != 8191"),
]
"""Accepted: they are right for more than any run of checks can ask. Only who reads them sees it."""
