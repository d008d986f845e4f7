# expect: normalises-columns
import numpy as np


def prepare(X):
    return X / np.linalg.norm(X, axis=0)


def both(S):
    p = np.exp(S - S.max(1, keepdims=True))
    q = np.exp(S - S.max(0, keepdims=True))
    return p / p.sum(1, keepdims=True), q / q.sum(0, keepdims=True)


def info_nce(A, B, temperature):
    S = np.einsum("id,jd->ij", prepare(A), prepare(B)) / temperature
    rows = np.logaddexp.reduce(S, axis=1) - S.diagonal()
    columns = np.logaddexp.reduce(S, axis=0) - S.diagonal()
    return (rows.sum() + columns.sum()) / (2 * len(S))


def info_nce_logit_grad(A, B, temperature):
    S = np.einsum("id,jd->ij", prepare(A), prepare(B)) / temperature
    p, q = both(S)
    return (p + q) / (2 * len(S)) - np.eye(len(S)) / len(S)
