# expect: scale-dv
import numpy as np


def flash_attention(Q, K, V, block):
    n, d = Q.shape
    m = np.full((n, 1), -np.inf)
    l = np.zeros((n, 1))
    o = np.zeros((n, V.shape[-1]))
    for i in range(0, K.shape[0], block):
        s = np.einsum("td,sd->ts", Q, K[i : i + block]) * V.shape[1] ** -0.5
        m2 = np.maximum(m, s.max(axis=1, keepdims=True))
        c = np.exp(m - m2)
        p = np.exp(s - m2)
        l = c * l + np.sum(p, axis=1, keepdims=True)
        o = c * o + np.matmul(p, V[i : i + block])
        m = m2
    return o / l, (m + np.log(l))[:, 0]
