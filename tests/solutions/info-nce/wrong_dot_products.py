# expect: not-normalised
import numpy as np


def lse(S, axis):
    top = np.max(S, axis=axis, keepdims=True)
    return np.log(np.sum(np.exp(S - top), axis=axis, keepdims=True)) + top


def info_nce(A, B, temperature):
    logits = A @ B.T / temperature
    return np.mean(lse(logits, 1)) / 2 + np.mean(lse(logits, 0)) / 2 - np.mean(np.diag(logits))


def info_nce_logit_grad(A, B, temperature):
    logits = A @ B.T / temperature
    m = len(logits)
    G = np.exp(logits - lse(logits, 1)) + np.exp(logits - lse(logits, 0))
    return (G - 2 * np.identity(m)) / (2 * m)
