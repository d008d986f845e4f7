# Buffers that double when they are full, and a counter that says how much of them is in use.
import numpy as np


class CachedAttention:
    def __init__(self, Wq, Wk, Wv, Wo, heads):
        self.fused = np.hstack([Wq, Wk, Wv])
        self.Wo = Wo
        self.heads = heads
        self.width = Wq.shape[1] // heads
        self.K = np.zeros((heads, 4, self.width))
        self.V = np.zeros((heads, 4, self.width))
        self.length = 0

    def step(self, x):
        q, k, v = (x @ self.fused).reshape(3, self.heads, self.width)
        if self.length == self.K.shape[1]:
            self.K = np.concatenate([self.K, np.zeros_like(self.K)], axis=1)
            self.V = np.concatenate([self.V, np.zeros_like(self.V)], axis=1)
        self.K[:, self.length], self.V[:, self.length] = k, v
        self.length += 1
        K, V = self.K[:, : self.length], self.V[:, : self.length]
        s = np.einsum("hw,htw->ht", q, K) * self.width**-0.5
        p = np.exp(s - s.max(axis=-1, keepdims=True))
        return np.einsum("ht,htw->hw", p / p.sum(-1, keepdims=True), V).ravel() @ self.Wo

    def reset(self):
        self.length = 0
