"""Backpropagation worked out: every number of a small network, each gradient next to a central difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnprep.errors import UnknownNameError, UsageError
from nnprep.nn.formulas.array_activations import Array
from nnprep.nn.lessons.small_network import (
    FIXED,
    FUNCTIONS,
    HEADS,
    Layer,
    Parameters,
    backward,
    continued,
    differences,
    drawn,
    forward,
    loss_of,
)

LEARNING_RATE = 0.5
WIDEST, DEEPEST = 6, 5
"""Larger networks have too many numbers to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gradient:
    """One gradient and the central difference that confirms it."""

    name: str
    """Such as `dW2`."""
    equation: str
    value: Array
    difference: Array
    """The same by central differences of the loss."""

    @property
    def gap(self) -> float:
        """The largest absolute difference between the two."""
        return float(np.abs(self.value - self.difference).max())


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A whole worked example."""

    sizes: tuple[int, ...]
    activation: str
    output: str
    loss_name: str
    seed: int | None
    """None for the example with fixed numbers."""
    X: Array
    Y: Array
    layers: tuple[Layer, ...]
    loss: float
    gradients: tuple[Gradient, ...]
    """From the last layer to the first."""
    loss_after: float
    """After one step of gradient descent with learning rate 0.5."""

    @property
    def gap(self) -> float:
        """The largest difference between any gradient and its central difference."""
        return max(gradient.gap for gradient in self.gradients)


def worked(
    sizes: Sequence[int] = (),
    *,
    activation: str = "sigmoid",
    loss: str | None = None,
    seed: int | None = None,
) -> Worked:
    """Return a worked example; without sizes or seed, 2-2-1 with numbers that are easy to follow.

    `loss` is bce, cross-entropy or squared (half squared error), by default bce for one output and
    cross-entropy for more. Raises UsageError for sizes too large to read and UnknownNameError for names.
    """
    sizes = tuple(sizes) or (2, 2, 1)
    if not 2 <= len(sizes) <= DEEPEST or not all(1 <= n <= WIDEST for n in sizes):
        raise UsageError(
            f"A worked example has 2 to {DEEPEST} sizes from 1 to {WIDEST}, not {'-'.join(map(str, sizes))}; larger "
            "networks have too many numbers to read.",
            next_step="nnprep explain backprop 2 2 1",
        )
    for kind, name, valid in (("activation", activation, FUNCTIONS), ("loss", loss or "bce", HEADS)):
        if name not in valid:
            raise UnknownNameError(kind, name, valid, next_step="nnprep explain backprop --help")
    loss = loss or ("bce" if sizes[-1] == 1 else "cross-entropy")
    if loss == "cross-entropy" and sizes[-1] == 1:
        raise UsageError("Cross-entropy over one class is always 0; use --loss bce, or two or more outputs.")
    if seed is None and sizes in FIXED and loss == "bce":
        inputs, targets, written = FIXED[sizes]
        X, Y = np.array(inputs), np.array(targets)
        parameters = [(np.array(W), np.array(b)) for W, b in written]
    else:
        seed = 0 if seed is None else seed
        X, Y, parameters = drawn(sizes, activation, loss, seed)
    return example(X, Y, parameters, sizes, activation, loss, seed)


def example(
    X: Array,
    Y: Array,
    parameters: Parameters,
    sizes: tuple[int, ...],
    activation: str,
    loss: str,
    seed: int | None,
) -> Worked:
    """Return everything about one network: forward, backward, differences, one step."""
    layers = forward(parameters, X, activation, loss)
    deltas, derivatives = backward(layers, X, Y, activation)
    gradients: list[Gradient] = []
    for index in reversed(range(len(layers))):
        values = (deltas[index], *derivatives[index])
        confirmed = confirmations(parameters, layers, index, X, Y, activation, loss)
        named = equations(index, len(layers), activation, len(X)).items()
        gradients += [
            Gradient(name=name, equation=equation, value=value, difference=difference)
            for (name, equation), value, difference in zip(named, values, confirmed, strict=True)
        ]
    stepped = [
        (W - LEARNING_RATE * dW, b - LEARNING_RATE * db)
        for (W, b), (dW, db) in zip(parameters, derivatives, strict=True)
    ]
    after = forward(stepped, X, activation, loss)
    return Worked(
        sizes=sizes,
        activation=activation,
        output=HEADS[loss],
        loss_name=loss,
        seed=seed,
        X=X,
        Y=Y,
        layers=tuple(layers),
        loss=loss_of(layers[-1].a, Y, loss),
        gradients=tuple(gradients),
        loss_after=loss_of(after[-1].a, Y, loss),
    )


def equations(index: int, layers: int, activation: str, rows: int) -> dict[str, str]:
    """Return the equations of dz, dW and db of one layer, counted from 0, by their names."""
    number = index + 1
    delta = f"(dz{number + 1} @ W{number + 1}.T) * {activation}'(z{number})"
    if number == layers:
        delta = f"(a{number} - Y) / {rows}"
    return {
        f"dz{number}": delta,
        f"dW{number}": f"{f'a{index}' if index else 'X'}.T @ dz{number}",
        f"db{number}": f"column sums of dz{number}",
    }


def confirmations(
    parameters: Parameters,
    layers: Sequence[Layer],
    index: int,
    X: Array,
    Y: Array,
    activation: str,
    loss: str,
) -> tuple[Array, Array, Array]:
    """Return ∂L/∂z, ∂L/∂W and ∂L/∂b of one layer by central differences."""
    layer = layers[index]

    def at_z(z: Array) -> float:
        return loss_of(continued(z, parameters[index + 1 :], activation, loss), Y, loss)

    def at(W: Array, b: Array) -> float:
        changed = [*parameters[:index], (W, b), *parameters[index + 1 :]]
        return loss_of(forward(changed, X, activation, loss)[-1].a, Y, loss)

    return (
        differences(at_z, layer.z),
        differences(lambda W: at(W, layer.b), layer.W),
        differences(lambda b: at(layer.W, b), layer.b),
    )
