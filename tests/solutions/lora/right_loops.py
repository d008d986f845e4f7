# Every entry by hand.
import numpy as np


def product(P, Q):
    rows, inner, columns = len(P), len(Q), len(Q[0])
    return [[sum(P[i][t] * Q[t][j] for t in range(inner)) for j in range(columns)] for i in range(rows)]


def flip(P):
    return [list(column) for column in zip(*P)]


def scaled(s, P):
    return [[s * v for v in row] for row in P]


def added(P, Q):
    return np.array([[a + b for a, b in zip(p, q)] for p, q in zip(P, Q)])


def lora_forward(x, W, A, B, alpha):
    r = len(B)
    return added(product(x, W), scaled(alpha / r, product(product(x, A), B)))


def lora_backward(dout, x, W, A, B, alpha):
    s = alpha / len(B)
    back = scaled(s, product(dout, flip(B)))
    dx = added(product(dout, flip(W)), product(back, flip(A)))
    dA = product(flip(x), back)
    dB = scaled(s, product(flip(product(x, A)), dout))
    return [dx, np.array(dA), np.array(dB)]


def merge(W, A, B, alpha):
    return added(W, scaled(alpha / len(B), product(A, B)))
