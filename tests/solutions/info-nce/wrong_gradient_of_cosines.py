# expect: grad-wrt-cosine
import numpy as np


def cos(A, B):
    return (A @ B.T) / np.linalg.norm(A, axis=1)[:, None] / np.linalg.norm(B, axis=1)[None, :]


def log_p(S, axis):
    S = S - S.max(axis=axis, keepdims=True)
    return S - np.log(np.exp(S).sum(axis=axis, keepdims=True))


def info_nce(A, B, temperature):
    S = cos(A, B) / temperature
    return -0.5 * (np.diag(log_p(S, 0)).mean() + np.diag(log_p(S, 1)).mean())


def info_nce_logit_grad(A, B, temperature):
    S = cos(A, B) / temperature
    m = len(S)
    g = (np.exp(log_p(S, 0)) - np.eye(m)) / m + (np.exp(log_p(S, 1)) - np.eye(m)) / m
    return g / 2 / temperature
