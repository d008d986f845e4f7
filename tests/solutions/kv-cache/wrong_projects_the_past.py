# expect: keeps-caller-buffer
import numpy as np


class CachedAttention:
    def __init__(self, Wq, Wk, Wv, Wo, heads):
        self.weights, self.Wo, self.heads = (Wk, Wv), Wo, heads
        self.Wq = Wq
        self.tokens = []

    @property
    def length(self):
        return len(self.tokens)

    def step(self, x):
        self.tokens.append(x)
        X = np.array(self.tokens)
        K, V = (np.stack(np.split(X @ W, self.heads, axis=1)) for W in self.weights)
        q = np.stack(np.split(x @ self.Wq, self.heads))
        s = (K @ q[..., None])[..., 0] / q.shape[1] ** 0.5
        p = np.exp(s - s.max(1)[:, None])
        p = p / p.sum(1)[:, None]
        return (p[:, None] @ V).ravel() @ self.Wo

    def reset(self):
        self.tokens = []
