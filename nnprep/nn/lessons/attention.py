"""One attention head worked out: every number forward and backward, each gradient next to a central difference.

Rows are tokens: X (T, D), Wq, Wk, Wv (D, d), Q, K, V (T, d), scores S and weights A (T, T), result O (T, d).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nnprep.errors import UsageError
from nnprep.nn.formulas.array_activations import Array, softmax
from nnprep.nn.lessons.backprop import LEARNING_RATE, Gradient
from nnprep.nn.lessons.small_network import differences

MOST = 5
"""Of more tokens or columns there are too many numbers to read."""
WEIGHTS = ("Wq", "Wk", "Wv")

Values = Mapping[str, Array]
"""Arrays by their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A whole worked example of one head."""

    sizes: tuple[int, int, int]
    """Tokens T, width D, head width d."""
    causal: bool
    """Whether a token sees only itself and those before it."""
    seed: int | None
    """None for the example with fixed numbers."""
    values: Values
    """X, Y, Wq, Wk, Wv, then M (0 or -inf), Q, K, V, S, A and O."""
    loss: float
    """Half the squared error, summed over a row and averaged over the tokens."""
    gradients: tuple[Gradient, ...]
    """From the result O back to X."""
    loss_after: float
    """After one step of gradient descent on the three matrices with learning rate 0.5."""

    @property
    def gap(self) -> float:
        """The largest difference between any gradient and its central difference."""
        return max(gradient.gap for gradient in self.gradients)

    @property
    def row_sum(self) -> float:
        """The largest sum of a row of dS, in absolute value: zero but for rounding."""
        dS = next(gradient.value for gradient in self.gradients if gradient.name == "dS")
        return float(np.abs(dS.sum(axis=1)).max())


def head(sizes: Sequence[int] = (), *, causal: bool = False, seed: int | None = None) -> Head:
    """Return a worked example; without sizes or seed, 3 tokens of width 2 with numbers that are easy to follow.

    Raises UsageError for sizes too large to read.
    """
    chosen = tuple(sizes) or (3, 2, 2)
    if len(chosen) != 3 or not all(1 <= n <= MOST for n in chosen):
        raise UsageError(
            f"A head has three sizes from 1 to {MOST}, tokens, width and head width, not "
            f"{' '.join(map(str, chosen))}; larger ones have too many numbers to read.",
            next_step="nnprep explain attention 3 2 2",
        )
    tokens, width, columns = chosen
    if seed is None and chosen == (3, 2, 2):
        inputs = {name: np.array(rows) for name, rows in FIXED.items()}
    else:
        seed = 0 if seed is None else seed
        rng = np.random.default_rng(seed)
        shapes = {"X": (tokens, width), "Y": (tokens, columns)} | dict.fromkeys(WEIGHTS, (width, columns))
        inputs = {name: np.round(rng.uniform(-1, 1, shape), 2) for name, shape in shapes.items()}
    hidden = np.triu(np.ones((tokens, tokens), dtype=bool), k=1) & causal
    inputs["M"] = np.where(hidden, -np.inf, 0.0)
    values = forward(inputs)
    gradients = backward(inputs, values)
    by_name = {gradient.name: gradient.value for gradient in gradients}
    stepped = inputs | {name: inputs[name] - LEARNING_RATE * by_name[f"d{name}"] for name in WEIGHTS}
    return Head(
        sizes=(tokens, width, columns),
        causal=causal,
        seed=seed,
        values=values,
        loss=loss_of(values),
        gradients=gradients,
        loss_after=loss_of(forward(stepped)),
    )


def forward(known: Values) -> dict[str, Array]:
    """Return all arrays of a head; what is already known, such as changed scores, is not computed again."""
    values = dict(known)
    for name, compute in STEPS.items():
        if name not in values:
            values[name] = compute(values)
    return values


def loss_of(values: Values) -> float:
    """Return half the squared error of O (T, d), averaged over the tokens."""
    return float(0.5 * ((values["O"] - values["Y"]) ** 2).sum(axis=1).mean())


def backward(inputs: Values, values: Values) -> tuple[Gradient, ...]:
    """Return every gradient of a head, the result's first, each with its central difference."""
    found: dict[str, Array] = {}
    gradients = []
    for name, (equation, compute) in GRADIENTS.items():
        found[f"d{name}"] = compute(values, found)

        def loss_at(array: Array, name: str = name) -> float:
            return loss_of(forward({**inputs, name: array}))

        difference = differences(loss_at, values[name])
        equation = equation.format(T=len(values["X"]), d=values["Q"].shape[1])
        value = found[f"d{name}"]
        gradients.append(Gradient(name=f"d{name}", equation=equation, value=value, difference=difference))
    return tuple(gradients)


def root(values: Values) -> float:
    """Return √d, by which scores are divided (Vaswani et al. 2017, section 3.2.1)."""
    return float(np.sqrt(values["Q"].shape[1]))


STEPS: dict[str, Callable[[Values], Array]] = {
    "Q": lambda v: v["X"] @ v["Wq"],
    "K": lambda v: v["X"] @ v["Wk"],
    "V": lambda v: v["X"] @ v["Wv"],
    "S": lambda v: v["Q"] @ v["K"].T / root(v),
    "A": lambda v: softmax(v["S"] + v["M"]),
    "O": lambda v: v["A"] @ v["V"],
}
"""How each array is computed from those before it."""
GRADIENTS: dict[str, tuple[str, Callable[[Values, Values], Array]]] = {
    "O": ("(O - Y) / {T}", lambda v, d: (v["O"] - v["Y"]) / len(v["X"])),
    "V": ("A.T @ dO", lambda v, d: v["A"].T @ d["dO"]),
    "A": ("dO @ V.T", lambda v, d: d["dO"] @ v["V"].T),
    "S": (
        "A * (dA - row sums of dA * A)",
        lambda v, d: v["A"] * (d["dA"] - (d["dA"] * v["A"]).sum(axis=1, keepdims=True)),
    ),
    "Q": ("dS @ K / √{d}", lambda v, d: d["dS"] @ v["K"] / root(v)),
    "K": ("dS.T @ Q / √{d}", lambda v, d: d["dS"].T @ v["Q"] / root(v)),
    "Wq": ("X.T @ dQ", lambda v, d: v["X"].T @ d["dQ"]),
    "Wk": ("X.T @ dK", lambda v, d: v["X"].T @ d["dK"]),
    "Wv": ("X.T @ dV", lambda v, d: v["X"].T @ d["dV"]),
    "X": (
        "dQ @ Wq.T + dK @ Wk.T + dV @ Wv.T",
        lambda v, d: d["dQ"] @ v["Wq"].T + d["dK"] @ v["Wk"].T + d["dV"] @ v["Wv"].T,
    ),
}
"""The backward pass in its order: each gradient's equation, and how it is computed from values and gradients."""
FIXED = {
    "X": [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]],
    "Y": [[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]],
    "Wq": [[1.0, 0.5], [0.0, 1.0]],
    "Wk": [[1.0, 0.0], [-0.5, 1.0]],
    "Wv": [[0.4, -0.2], [0.1, 0.6]],
}
"""An example to follow by hand."""
