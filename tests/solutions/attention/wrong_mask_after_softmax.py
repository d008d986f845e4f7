# expect: mask-after-softmax
import numpy as np
from dataclasses import dataclass


@dataclass
class Attn:
    d: int

    def weights(self, Q, K):
        s = Q @ K.swapaxes(-1, -2) / self.d ** 0.5
        s = np.exp(s - s.max(-1, keepdims=True))
        return s / s.sum(-1, keepdims=True)


def attention(Q, K, V, mask=None):
    w = Attn(Q.shape[-1]).weights(Q, K)
    if mask is not None:
        w = np.where(mask, w, 0.0)
    return w @ V, w


def causal_mask(T):
    return np.tril(np.full((T, T), True))
