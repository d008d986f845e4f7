"""What initial weights do: the scales that the rules give one layer, and units that start as copies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnprep.nn.formulas import init_scales as scales
from nnprep.nn.lessons.small_network import backward, forward, loss_of


def single_layer(fan_in: int, fan_out: int) -> list[tuple[str, str, float, float]]:
    """Return rule, formula of the variance, standard deviation and uniform limit for one layer."""
    pairs = (
        ("LeCun", "1/fan_in", scales.lecun_std(fan_in)),
        ("Xavier", "2/(fan_in + fan_out)", scales.xavier_std(fan_in, fan_out)),
        ("He", "2/fan_in", scales.he_std(fan_in)),
        ("PyTorch's Linear", "1/(3 fan_in)", scales.torch_linear_std(fan_in)),
        ("He by fan_out", "2/fan_out", scales.he_std(fan_out)),
    )
    return [(name, formula, std, scales.uniform_limit(std)) for name, formula, std in pairs]


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How a 2-4-1 network that learns XOR with full-batch steps does from one start."""

    start: str
    activation: str
    spread: float
    """Largest difference between the incoming weights of two hidden units after training; 0 means they act as one."""
    moved: float
    """Largest change of any weight."""
    loss: float


def symmetry(*, steps: int = 500, lr: float = 0.5, seed: int = 0) -> list[Start]:
    """Return what happens to zero, constant and random starts; biases start at 0.

    One row of XOR appears twice: with balanced labels even sigmoid units would not move from zero.
    """
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [1.0, 1.0]])
    Y = np.array([[0.0], [1.0], [1.0], [0.0], [0.0]])
    results = []
    for activation in ("relu", "tanh", "sigmoid"):
        for start in ("zero", "constant", "random"):
            rng = np.random.default_rng(seed)
            shapes = ((2, 4), (4, 1))
            if start == "random":
                weights = [rng.standard_normal(shape) for shape in shapes]
            else:
                weights = [np.full(shape, 0.0 if start == "zero" else 0.5) for shape in shapes]
            parameters = [(W, np.zeros((1, W.shape[1]))) for W in weights]
            for _ in range(steps):
                layers = forward(parameters, X, activation, "bce")
                _, gradients = backward(layers, X, Y, activation)
                parameters = [
                    (W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(parameters, gradients, strict=True)
                ]
            hidden = parameters[0][0]
            moved = max(
                float(np.abs(after - before).max())
                for (after, _), before in zip(parameters, weights, strict=True)
            )
            results.append(
                Start(
                    start=start,
                    activation=activation,
                    spread=float((hidden.max(axis=1) - hidden.min(axis=1)).max()),
                    moved=moved,
                    loss=loss_of(forward(parameters, X, activation, "bce")[-1].a, Y, "bce"),
                )
            )
    return results
