# nnprep: attention
import math
import numpy as np


def softmax_of_list(values):
    biggest = max(values)
    exps = []
    for v in values:
        exps.append(math.exp(v - biggest))
    s = sum(exps)
    return [e / s for e in exps]


def attention_one(Q, K, V, mask):
    Tq, d = Q.shape
    Tk = K.shape[0]
    dv = V.shape[1]
    out = np.zeros((Tq, dv))
    weights = np.zeros((Tq, Tk))
    for i in range(Tq):
        visible = []
        scores = []
        for j in range(Tk):
            if mask[i, j]:
                s = 0.0
                for c in range(d):
                    s += Q[i, c] * K[j, c]
                visible.append(j)
                scores.append(s / math.sqrt(d))
        if len(visible) == 0:
            continue
        probs = softmax_of_list(scores)
        for j, p in zip(visible, probs):
            weights[i, j] = p
            for c in range(dv):
                out[i, c] += p * V[j, c]
    return out, weights


def attention(Q, K, V, mask=None):
    lead = Q.shape[:-2]
    Tq, Tk = Q.shape[-2], K.shape[-2]
    if mask is None:
        mask = np.ones((Tq, Tk), dtype=bool)
    mask = np.broadcast_to(mask, lead + (Tq, Tk))
    out = np.zeros(lead + (Tq, V.shape[-1]))
    weights = np.zeros(lead + (Tq, Tk))
    # np.ndindex(()) yields one empty index, so the case without leading axes works as well
    for idx in np.ndindex(*lead):
        o, w = attention_one(Q[idx], K[idx], V[idx], mask[idx])
        out[idx] = o
        weights[idx] = w
    return out, weights


def causal_mask(T):
    m = np.zeros((T, T), dtype=bool)
    for i in range(T):
        for j in range(i + 1):
            m[i, j] = True
    return m
