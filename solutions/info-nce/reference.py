import numpy as np


def similarities(A, B, temperature):
    # Rows of length 1: what counts is the direction of an embedding.
    a = A / np.linalg.norm(A, axis=1, keepdims=True)  # (m, d)
    b = B / np.linalg.norm(B, axis=1, keepdims=True)  # (m, d)
    return a @ b.T / temperature  # (m, m)


def logsumexp(S, axis):
    # With the maximum subtracted, a low temperature can't overflow.
    top = S.max(axis=axis, keepdims=True)
    return top + np.log(np.exp(S - top).sum(axis=axis, keepdims=True))


def info_nce(A, B, temperature):
    S = similarities(A, B, temperature)
    # Row i has to find column i, and column i has to find row i. Both
    # cross-entropies share the logits of the right pairs, the diagonal.
    rows, columns = logsumexp(S, axis=1), logsumexp(S, axis=0)
    return float((rows.mean() + columns.mean()) / 2 - np.trace(S) / len(S))


def info_nce_logit_grad(A, B, temperature):
    S = similarities(A, B, temperature)
    m = len(S)
    # Each direction gives probabilities minus one-hot labels, over m.
    by_row = np.exp(S - logsumexp(S, axis=1))  # (m, m), rows sum to 1
    by_column = np.exp(S - logsumexp(S, axis=0))  # (m, m), columns sum to 1
    return (by_row + by_column - 2 * np.eye(m)) / (2 * m)
