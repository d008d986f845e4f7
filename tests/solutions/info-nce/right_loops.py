"""Pair by pair, with math."""

import math

import numpy as np


def cosine(a, b):
    return sum(p * q for p, q in zip(a, b)) / math.sqrt(sum(p * p for p in a)) / math.sqrt(sum(q * q for q in b))


def table(A, B, t):
    return [[cosine(a, b) / t for b in B.tolist()] for a in A.tolist()]


def softmax(values):
    top = max(values)
    weights = [math.exp(v - top) for v in values]
    total = sum(weights)
    return [w / total for w in weights], top + math.log(total)


def info_nce(A, B, temperature):
    S = table(A, B, temperature)
    m = len(S)
    loss = 0.0
    for i in range(m):
        loss += softmax(S[i])[1] - S[i][i]
        loss += softmax([row[i] for row in S])[1] - S[i][i]
    return loss / (2 * m)


def info_nce_logit_grad(A, B, temperature):
    S = table(A, B, temperature)
    m = len(S)
    G = np.zeros((m, m))
    for i in range(m):
        G[i, :] += softmax(S[i])[0]
        G[:, i] += softmax([row[i] for row in S])[0]
        G[i, i] -= 2
    return G / (2 * m)
