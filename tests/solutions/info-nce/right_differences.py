# The cross-entropy as log(1 + sum of exp of differences to the right pair).
import numpy as np


def cosines(A, B):
    return np.einsum("id,jd->ij", A, B) / np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))


def info_nce(A, B, temperature):
    S = cosines(A, B) / temperature
    right = np.diagonal(S)
    rows = np.logaddexp.reduce(S - right[:, None], axis=1)
    columns = np.logaddexp.reduce(S - right[None, :], axis=0)
    return np.mean([rows, columns])


def info_nce_logit_grad(A, B, temperature):
    S = cosines(A, B) / temperature
    p = np.exp(S - np.logaddexp.reduce(S, axis=1)[:, None])
    q = np.exp(S - np.logaddexp.reduce(S, axis=0))
    return (p - np.identity(len(S)) + q - np.identity(len(S))) / 2 / len(S)
