# The sigmoid as a softmax over the two answers.
import numpy as np


def dpo_loss(pi_w, pi_l, ref_w, ref_l, beta):
    scores = beta * np.stack([pi_w - ref_w, pi_l - ref_l], axis=1)
    scores = scores - scores.max(axis=1, keepdims=True)
    logp = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    p = np.exp(logp)
    m = p.shape[0]
    d = beta * p / m
    return -logp[:, 0].mean(), -d[:, 1], d[:, 1]
