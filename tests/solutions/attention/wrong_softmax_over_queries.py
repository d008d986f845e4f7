# expect: softmax-axis-2
import numpy as np


def attention(Q, K, V, mask=None):
    s = np.matmul(Q, np.swapaxes(K, -1, -2)) / np.sqrt(Q.shape[-1])
    if mask is not None:
        s = np.where(mask, s, -np.inf)
    m = np.max(s, axis=-2, keepdims=True)
    m[m == -np.inf] = 0
    e = np.exp(s - m)
    z = np.sum(e, axis=-2, keepdims=True)
    z[z == 0] = 1
    return np.matmul(e / z, V), e / z


def causal_mask(T):
    return np.arange(T)[:, None] >= np.arange(T)
