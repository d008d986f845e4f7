# expect: derived:part-summed
import numpy as np


def softmax_cross_entropy(logits, y):
    if logits.dtype.kind != "f":
        logits = logits * 1.0
    m, _ = logits.shape
    top = np.amax(logits, axis=1)
    logsumexp = top + np.log(np.exp(logits.T - top).T.sum(axis=1))
    picked = np.array([logits[i, int(y[i])] - top[i] for i in range(m)])
    loss = sum(logsumexp - top) / m - sum(picked)
    gradient = np.exp(logits - logsumexp.reshape(m, 1))
    gradient -= (np.arange(logits.shape[1]) == np.asarray(y).reshape(m, 1)).astype(logits.dtype)
    return float(loss), gradient / m
