"""Runs the printed lines of a derivation as NumPy: nothing here knows a gradient, only what the printed words mean."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from nnprep.nn.shapes.backward import GradientLine, loss
from nnprep.nn.shapes.network import Network

Array = np.ndarray[Any, np.dtype[np.float64]]
EPSILON = 1e-5


class Page:
    """One network with drawn numbers, whose printed lines are executed."""

    def __init__(self, net: Network, seed: int = 0) -> None:
        assert net.batch is not None
        rng = np.random.default_rng(seed)
        self.net = net
        self.values: dict[str, Any] = {"X": rng.normal(size=(net.batch, *net.input))}
        if any(step.layer == "embedding" for step in net.steps):
            self.values["X"] = rng.integers(0, 5, size=(net.batch, *net.input))
        for step in net.steps:
            self.values |= {t.name: 0.5 * rng.normal(size=t.shape) for t in step.learned}
        self.values["Y"] = rng.uniform(0.1, 0.9, size=(net.batch, *net.steps[-1].output))
        if net.steps[-1].layer == "softmax":
            axis = 1 if len(net.steps[-1].output) == 3 else -1
            classes = self.values["Y"].shape[axis]
            self.values["Y"] = np.moveaxis(
                np.eye(classes)[np.moveaxis(self.values["Y"], axis, -1).argmax(-1)], -1, axis
            )
        self.run()

    def run(self, after: str | None = None) -> None:
        """Execute the forward lines, or only those after the one that defines `after`."""
        steps = list(self.net.steps)
        if after is not None:
            names = [step.name for step in steps]
            steps = steps[names.index(after) + 1 :] if after in names else steps
        for step in steps:
            self.values[step.name] = self.evaluated(step.equation.partition(" = ")[2])
            assert self.values[step.name].shape == (self.net.batch, *step.output), step.equation

    def loss(self) -> float:
        """Return the printed loss."""
        return float(self.evaluated(loss(self.net)[1].partition(" = ")[2]))

    def difference(self, name: str, h: float = 1e-6) -> Array:
        """Return the central difference of the printed loss in every entry of one named array."""
        kept = dict(self.values)
        result = np.zeros(np.shape(kept[name]))
        for index in np.ndindex(*result.shape):
            sides = []
            for sign in (1, -1):
                self.values = dict(kept)
                self.values[name] = kept[name].copy()
                self.values[name][index] += sign * h
                self.run(name)
                sides.append(self.loss())
            result[index] = (sides[0] - sides[1]) / (2 * h)
        self.values = kept
        return result

    def gradient(self, line: GradientLine) -> Array:
        """Execute one line of the backward pass, and keep its value for the next lines."""
        name, _, formula = line.equation.partition(" = ")
        value = np.asarray(self.evaluated(formula))
        if formula.startswith("sums of "):
            value = value.reshape(self.values[line.of].shape)  # sums keep their axes
        self.values[name] = value
        return np.asarray(self.values[name])

    def evaluated(self, formula: str) -> Any:
        """Return the value of a printed formula."""
        if weights := re.fullmatch(r"conv\((\S+), (d\S+)\)", formula):
            return self.weight_gradient(*weights.groups())
        if inputs := re.fullmatch(r"conv\.T\((\S+), (\S+)\)", formula):
            return self.input_gradient(*inputs.groups())
        if sums := re.fullmatch(r"(column|channel) sums of (.+)", formula):
            value = self.evaluated(sums[2])
            return value.sum(axis=0, keepdims=True) if sums[1] == "column" else value.sum(axis=(0, 2, 3))
        if sums := re.fullmatch(r"sums of (.+) over (ax.+)", formula):
            return self.evaluated(sums[1]).sum(axis=axes(sums[2]), keepdims=True)
        if normal := re.fullmatch(r"(.+) / √\(var \+ ε\); d = (.+), means over (ax.+)", formula):
            over = axes(normal[3])
            source = re.search(r"normal\((\S+)\)", normal[1])
            assert source is not None
            std = np.sqrt(self.evaluated(source[1]).var(axis=over, keepdims=True) + EPSILON)
            self.values |= {
                "d": self.evaluated(normal[2]),
                "mean": lambda x: x.mean(axis=over, keepdims=True),
            }
            return self.evaluated(normal[1]) / std
        names = {self.plain(key): value for key, value in self.values.items()}
        return eval(self.plain(formula), {"__builtins__": {}}, WORDS | {"normal": self.normal} | names)

    def plain(self, formula: str) -> str:
        """Return a formula with valid Python names: a prime after a name, or a slope before a bracket."""
        return re.sub(r"'(?=\()", "_slope", formula).replace("'", "_prime")

    def normal(self, x: Array) -> Array:
        """Return a normalized array, along the axes that the layer's note names."""
        step = next(s for s in self.net.steps if s.layer in ("batchnorm", "layernorm"))
        found = re.search(r"over (the last axis|ax[ie]s [\d, ]+)", step.note)
        assert found is not None, step.note
        over = -1 if "last" in found[1] else axes(found[1].rstrip(", "))
        return np.asarray(
            (x - x.mean(axis=over, keepdims=True)) / np.sqrt(x.var(axis=over, keepdims=True) + EPSILON)
        )

    def weight_gradient(self, source: str, delta: str) -> Array:
        """Return the gradient of a stride-1 convolution's kernel: windows of the input times the output gradient."""
        shape = self.values[
            next(t.name for s in self.net.steps if s.source == source for t in s.learned)
        ].shape
        windows = sliding_window_view(self.values[source], shape[2:], axis=(2, 3))
        return np.asarray(np.einsum("nchwij,nfhw->fcij", windows, self.values[delta]))

    def input_gradient(self, delta: str, weight: str) -> Array:
        """Return the input gradient of a stride-1 convolution: a full convolution with the flipped kernel."""
        W, d = self.values[weight], self.values[delta]
        margin = [(0, 0), (0, 0), (W.shape[2] - 1,) * 2, (W.shape[3] - 1,) * 2]
        windows = sliding_window_view(np.pad(d, margin), W.shape[2:], axis=(2, 3))
        return np.asarray(np.einsum("nfhwij,fcij->nchw", windows, W[:, :, ::-1, ::-1]))


def axes(text: str) -> tuple[int, ...]:
    """Return the axes that a text such as `axes 0, 2, 3` names."""
    return tuple(int(number) for number in re.findall(r"-?\d+", text))


def convolved(x: Array, W: Array, b: Any = None) -> Array:
    """Return a stride-1 convolution without padding."""
    windows = sliding_window_view(x, W.shape[2:], axis=(2, 3))
    z = np.einsum("nchwij,fcij->nfhw", windows, W)
    return np.asarray(z if b is None else z + b[:, None, None])


def softmax(z: Array, axis: int = -1) -> Array:
    """Return the softmax along an axis."""
    powers = np.exp(z - z.max(axis=axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True))


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + e^-z)."""
    return np.asarray(1 / (1 + np.exp(-z)))


WORDS: dict[str, Any] = {
    "ln": np.log, "sum": np.sum, "softmax": softmax, "conv": convolved,
    "sigmoid": sigmoid, "sigmoid_slope": lambda z: sigmoid(z) * (1 - sigmoid(z)),
    "tanh": np.tanh, "tanh_slope": lambda z: 1 - np.tanh(z) ** 2,
    "relu": lambda z: np.maximum(z, 0), "relu_slope": lambda z: (z > 0) * 1.0,
    "flatten": lambda x: x.reshape(len(x), -1), "True": True,
}  # fmt: skip
