# expect: grad-no-mean + temperature-multiplied
import numpy as np


def S_of(A, B, temperature):
    a, b = (X / np.linalg.norm(X, axis=1, keepdims=True) for X in (A, B))
    return a @ b.T * temperature


def info_nce(A, B, temperature):
    S = S_of(A, B, temperature)
    rows = np.log(np.exp(S).sum(axis=1)).mean()
    columns = np.log(np.exp(S).sum(axis=0)).mean()
    return (rows + columns) / 2 - np.diag(S).mean()


def info_nce_logit_grad(A, B, temperature):
    e = np.exp(S_of(A, B, temperature))
    p, q = e / e.sum(axis=1, keepdims=True), e / e.sum(axis=0, keepdims=True)
    return (p + q) / 2 - np.eye(len(e))
