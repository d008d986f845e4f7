# expect: mask-zero-score + mutates-Q
import numpy as np


def softmax(x):
    ex = np.exp(x - np.amax(x, axis=-1, keepdims=True))
    return ex / np.sum(ex, axis=-1, keepdims=True)


def attention(Q, K, V, mask=None):
    # scale the queries first, that's cheaper than scaling the scores
    Q /= np.sqrt(Q.shape[-1])
    scores = np.matmul(Q, np.swapaxes(K, -1, -2))
    if mask is not None:
        scores = scores * mask
    weights = softmax(scores)
    return np.matmul(weights, V), weights


def causal_mask(T):
    t = np.arange(T)
    return t.reshape(-1, 1) >= t.reshape(1, -1)
