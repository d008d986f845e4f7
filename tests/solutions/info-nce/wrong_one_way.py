# expect: one-direction
import numpy as np


def scores(A, B, temperature):
    An = A / np.linalg.norm(A, axis=1)[:, None]
    Bn = B / np.linalg.norm(B, axis=1)[:, None]
    return np.dot(An, Bn.T) / temperature


def softmax(S):
    e = np.exp(S - S.max(axis=1)[:, None])
    return e / e.sum(axis=1)[:, None]


def info_nce(A, B, temperature):
    S = scores(A, B, temperature)
    top = S.max(axis=1)
    return float(np.mean(top + np.log(np.exp(S - top[:, None]).sum(axis=1)) - np.diag(S)))


def info_nce_logit_grad(A, B, temperature):
    P = softmax(scores(A, B, temperature))
    P[range(len(P)), range(len(P))] -= 1
    return P / len(P)
