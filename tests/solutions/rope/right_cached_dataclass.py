# nnprep: rope
from dataclasses import dataclass
from functools import lru_cache

import numpy as np


@dataclass(frozen=True)
class Turn:
    cos: np.ndarray
    sin: np.ndarray

    def __call__(self, vector):
        pairs = vector.reshape(-1, 2).copy()
        left, right = pairs[:, 0].copy(), pairs[:, 1].copy()
        pairs[:, 0] = left * self.cos - right * self.sin
        pairs[:, 1] = left * self.sin + right * self.cos
        return pairs.reshape(-1)


@lru_cache(maxsize=None)
def turn_for(position: float, d: int, base: float) -> Turn:
    angle = position * np.array([base ** (-2 * i / d) for i in range(d // 2)])
    return Turn(np.cos(angle), np.sin(angle))


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    turns = [turn_for(float(p), d, float(base)) for p in positions]
    tokens = np.moveaxis(x, -2, 0)
    turned = [np.apply_along_axis(turn, -1, token) for turn, token in zip(turns, tokens)]
    return np.stack(turned, axis=-2)
