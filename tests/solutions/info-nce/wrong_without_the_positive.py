# expect: negatives-only
import numpy as np


def unit(X):
    return X / np.sqrt((X * X).sum(1, keepdims=True))


def info_nce(A, B, temperature):
    S = unit(A) @ unit(B).T / temperature
    m = len(S)
    right = np.diag(S)
    e = np.where(np.eye(m, dtype=bool), -np.inf, S)
    loss = np.logaddexp.reduce(e, axis=1) - right + np.logaddexp.reduce(e, axis=0) - right
    return float(loss.mean() / 2) if m > 1 else float("nan")


def info_nce_logit_grad(A, B, temperature):
    S = unit(A) @ unit(B).T / temperature
    m = len(S)
    p = np.exp(S - np.logaddexp.reduce(S, axis=1)[:, None])
    q = np.exp(S - np.logaddexp.reduce(S, axis=0)[None])
    return ((p - np.eye(m)) + (q - np.eye(m))) / (2 * m)
