"""A class for a hypothesis, with an order of its own."""

from dataclasses import dataclass, field
from functools import total_ordering
from typing import Callable, List, Tuple

import numpy as np


@total_ordering
@dataclass(eq=False)
class Hypothesis:
    tokens: List[int] = field(default_factory=list)
    score: float = 0.0
    done: bool = False

    def __eq__(self, other):
        return (self.score, self.tokens) == (other.score, other.tokens)

    def __lt__(self, other):
        if self.score != other.score:
            return self.score > other.score
        return self.tokens < other.tokens

    def grow(self, model, eos):
        if self.done:
            return [self]
        logp = np.asarray(model(self.tokens), dtype=float)
        return [Hypothesis(self.tokens + [t], self.score + logp[t], t == eos) for t in range(logp.size)]


def beam_search(
    next_logprobs: Callable, width: int, max_len: int, eos: int
) -> List[Tuple[List[int], float]]:
    beam = [Hypothesis()]
    for _ in range(max_len):
        if all(h.done for h in beam):
            break
        grown = sorted(new for h in beam for new in h.grow(next_logprobs, eos))
        beam = grown[: int(width)]
    return [(h.tokens, float(h.score)) for h in beam]
