import numpy as np


class CachedAttention:
    def __init__(self, Wq, Wk, Wv, Wo, heads):
        self.Wq, self.Wk, self.Wv, self.Wo = Wq, Wk, Wv, Wo
        self.heads = heads
        # Here and not in the class body, where all instances would share them.
        self.reset()

    def reset(self):
        self.keys, self.values = [], []  # for each token (H, width)

    @property
    def length(self):
        # Counted each time: a separate counter could get out of step.
        return len(self.keys)

    def split(self, y):
        return y.reshape(self.heads, -1)  # (H, width)

    def step(self, x):
        # The query is used once. Key and value serve every later token too, and
        # come first, because a token sees itself.
        q = self.split(x @ self.Wq)
        self.keys.append(self.split(x @ self.Wk))
        self.values.append(self.split(x @ self.Wv))
        K, V = np.stack(self.keys, axis=1), np.stack(self.values, axis=1)  # (H, t, width)
        # No mask: a token can't see what isn't in the cache yet.
        scores = (K @ q[:, :, None])[:, :, 0] / np.sqrt(q.shape[1])  # (H, t)
        weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        weights = weights / weights.sum(axis=1, keepdims=True)
        joined = (weights[:, None] @ V).reshape(-1)  # (D,)
        return joined @ self.Wo
