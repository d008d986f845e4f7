# Each head is an object of its own with slots; their shares are added up.
import numpy as np


class Head:
    __slots__ = ("keys", "values", "wk", "wo", "wq", "wv")

    def __init__(self, wq, wk, wv, wo):
        self.wq, self.wk, self.wv, self.wo = wq, wk, wv, wo
        self.forget()

    def forget(self):
        self.keys = np.zeros((0, self.wk.shape[1]))
        self.values = np.zeros((0, self.wv.shape[1]))

    def share(self, x):
        self.keys = np.vstack([self.keys, x @ self.wk])
        self.values = np.vstack([self.values, x @ self.wv])
        s = self.keys @ (x @ self.wq) / np.sqrt(self.keys.shape[1])
        lse = s.max() + np.log(np.exp(s - s.max()).sum())
        return np.exp(s - lse) @ self.values @ self.wo


class CachedAttention:
    __slots__ = ("heads",)

    def __init__(self, Wq, Wk, Wv, Wo, heads):
        columns = np.split(np.arange(Wq.shape[1]), heads)
        self.heads = [Head(Wq[:, c], Wk[:, c], Wv[:, c], Wo[c]) for c in columns]

    @property
    def length(self):
        return self.heads[0].keys.shape[0]

    def step(self, x):
        return sum(head.share(x) for head in self.heads)

    def reset(self):
        for head in self.heads:
            head.forget()
