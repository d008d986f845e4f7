# expect: softmax-of-zeros
import numpy as np


def route(x, Wg, k):
    z = x.dot(Wg)
    m, E = z.shape
    top = np.argsort(-z, 1, "stable")[:, :k]
    mask = np.zeros((m, E))
    mask[np.arange(m)[:, None], top] = 1

    def softmax(v):
        v = np.exp(v - v.max(1)[:, None])
        return v / v.sum(1)[:, None]

    return softmax(z * mask), E * np.sum(mask.sum(0) / (m * k) * softmax(z).sum(0) / m)
