# expect: unnamed
# Minus the distance of the normalized embeddings, not their cosine.
import numpy as np


def logits(A, B, temperature):
    a = A / np.linalg.norm(A, axis=1, keepdims=True)
    b = B / np.linalg.norm(B, axis=1, keepdims=True)
    return -np.sqrt(((a[:, None] - b[None]) ** 2).sum(-1)) / temperature


def info_nce(A, B, temperature):
    S = logits(A, B, temperature)
    rows, columns = np.logaddexp.reduce(S, axis=1), np.logaddexp.reduce(S, axis=0)
    return float((rows + columns).mean() / 2 - np.trace(S) / len(S))


def info_nce_logit_grad(A, B, temperature):
    S = logits(A, B, temperature)
    m = len(S)
    p = np.exp(S - np.logaddexp.reduce(S, axis=1)[:, None])
    q = np.exp(S - np.logaddexp.reduce(S, axis=0)[None])
    return (p + q - 2 * np.eye(m)) / (2 * m)
