# expect: classes-from-labels-and-sum
import numpy as np


def one_hot(y):
    y = np.asarray(y).astype(int)
    table = np.zeros((y.size, y.max() + 1))
    for i, c in enumerate(y):
        table[i, c] = 1.0
    return table


def log_probs(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def softmax_cross_entropy(logits, y):
    z = np.asarray(logits)
    lp = log_probs(z.astype(np.float64))
    t = one_hot(y)
    loss = -np.sum(t * lp)
    d = (np.exp(lp) - t) / z.shape[0]
    return float(loss), d.astype(z.dtype) if z.dtype == np.float32 else d
