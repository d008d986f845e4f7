# One choice after the other: the first maximum is the one with the lowest index.
import numpy as np


def softmax(a, axis=-1):
    a = a - np.max(a, axis=axis, keepdims=True)
    return np.exp(a) / np.sum(np.exp(a), axis=axis, keepdims=True)


def route(x, Wg, k):
    logits = np.matmul(x, Wg)
    rows = np.arange(len(logits))
    mask = np.zeros(logits.shape, dtype=bool)
    for _ in range(k):
        mask[rows, np.argmax(np.where(mask, -np.inf, logits), axis=1)] = True
    weights = softmax(np.where(mask, logits, -np.inf))
    aux = logits.shape[1] * np.dot(mask.mean(axis=0) / k, softmax(logits).mean(axis=0))
    return weights, aux
