# expect: unnamed
import numpy as np


class CachedAttention:
    k = []
    v = []

    def __init__(self, Wq, Wk, Wv, Wo, heads):
        self.Wq, self.Wk, self.Wv, self.Wo, self.heads = Wq, Wk, Wv, Wo, heads

    @property
    def length(self):
        return len(self.v)

    def step(self, x):
        h = self.heads
        q = np.dot(x, self.Wq).reshape(h, -1)
        self.k.append(np.dot(x, self.Wk).reshape(h, -1))
        self.v.append(np.dot(x, self.Wv).reshape(h, -1))
        K, V = np.stack(self.k, 1), np.stack(self.v, 1)
        s = np.einsum("hd,htd->ht", q, K) / np.sqrt(q.shape[-1])
        p = np.exp(s - s.max(-1, keepdims=True))
        p /= p.sum(-1, keepdims=True)
        return np.einsum("ht,htd->hd", p, V).reshape(-1) @ self.Wo

    def reset(self):
        self.k.clear()
        self.v.clear()
