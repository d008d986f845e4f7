"""__slots__; W and b are properties that return copies and store copies."""

from __future__ import annotations

from typing import List, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class MLP:
    __slots__ = ("_weights", "_biases", "_vw", "_vb", "_lr", "_mu")

    def __init__(self, sizes: Sequence[int], lr: float = 0.1, momentum: float = 0.0, seed: int = 0) -> None:
        gen = np.random.Generator(np.random.PCG64(seed))
        self._weights: List[Array] = [
            gen.standard_normal((i, o)) * (2.0 / i) ** 0.5 for i, o in zip(sizes, sizes[1:])
        ]
        self._biases: List[Array] = [np.zeros((1, o)) for o in sizes[1:]]
        self._vw: List[Array | float] = [0.0 for _ in self._weights]
        self._vb: List[Array | float] = [0.0 for _ in self._biases]
        self._lr = lr
        self._mu = momentum

    @property
    def W(self) -> List[Array]:
        return [w.copy() for w in self._weights]

    @W.setter
    def W(self, value) -> None:
        self._weights = [np.array(v, dtype=np.float64) for v in value]

    @property
    def b(self) -> List[Array]:
        return [w.copy() for w in self._biases]

    @b.setter
    def b(self, value) -> None:
        self._biases = [np.array(v, dtype=np.float64) for v in value]

    def _trace(self, X: Array) -> Tuple[List[Array], Array]:
        acts = [X]
        *hidden, (w_out, b_out) = list(zip(self._weights, self._biases))
        for w, b in hidden:
            acts.append((acts[-1] @ w + b).clip(min=0))
        return acts, acts[-1] @ w_out + b_out

    def forward(self, X: Array) -> Array:
        _, z = self._trace(X)
        return np.exp(-np.logaddexp(0, -z))

    def loss(self, X: Array, y: Array) -> float:
        _, z = self._trace(X)
        y = np.asarray(y, dtype=np.float64).reshape(-1, 1)
        per_row = y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)
        return per_row.mean().item()

    def gradients(self, X: Array, y: Array) -> Tuple[List[Array], List[Array]]:
        acts, z = self._trace(X)
        y = np.asarray(y, dtype=np.float64).reshape(-1, 1)
        delta = (np.exp(-np.logaddexp(0, -z)) - y) / y.size
        gW: List[Array] = []
        gb: List[Array] = []
        for w, a in zip(reversed(self._weights), reversed(acts)):
            gW.insert(0, a.T @ delta)
            gb.insert(0, delta.sum(0)[None, :])
            delta = (delta @ w.T) * (a > 0)
        return gW, gb

    def step(self, gW, gb) -> None:
        for params, vels, grads in ((self._weights, self._vw, gW), (self._biases, self._vb, gb)):
            for i, g in enumerate(grads):
                vels[i] = self._mu * vels[i] - self._lr * g
                params[i] = params[i] + vels[i]

    def train_step(self, X, y) -> None:
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs: int) -> List[float]:
        def once() -> float:
            before = self.loss(X, y)
            self.train_step(X, y)
            return before

        return [once() for _ in range(epochs)]

    def predict(self, X) -> NDArray[np.int_]:
        return (self._trace(X)[1] > 0).astype(int)[:, 0]
