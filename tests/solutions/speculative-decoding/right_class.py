"""An object that judges."""

from typing import List, Sequence

import numpy as np


class Categorical:
    def __init__(self, probs: np.ndarray) -> None:
        self.probs = np.asarray(probs, dtype=float)

    def icdf(self, v: float) -> int:
        positive = np.flatnonzero(self.probs)
        edges = np.cumsum(self.probs[positive])
        return int(positive[min(np.searchsorted(edges, v, side="right"), len(positive) - 1)])


def residual(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    r = np.clip(p - q, 0.0, None)
    z = float(r.sum())
    return r / z if z else np.copy(p)


class Judge:
    def __init__(self, target, proposal) -> None:
        self.target, self.proposal = target, proposal

    def keeps(self, i: int, token: int, u: float) -> bool:
        return bool(u < min(1.0, self.target[i, token] / self.proposal[i, token]))


def speculative_step(p, q, draft: Sequence[int], u, v: float) -> List[int]:
    judge = Judge(p, q)
    accepted = 0
    while accepted < len(draft) and judge.keeps(accepted, draft[accepted], u[accepted]):
        accepted += 1
    probs = p[-1] if accepted == len(draft) else residual(p[accepted], q[accepted])
    return [*draft[:accepted], Categorical(probs).icdf(v)]
