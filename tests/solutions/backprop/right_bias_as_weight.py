"""Each bias is the weight of an input that is always 1; one recursion goes through both layers."""

import numpy as np


def with_one(a):
    return np.concatenate([a, np.ones_like(a[:, :1])], axis=1)


def below(inputs, weights, delta):
    if not inputs:
        return ()
    joint = with_one(inputs[-1]).T @ delta
    a = inputs[-1]
    handed = (delta @ weights[-1].T) * (a - a * a) if weights else None
    return (*below(inputs[:-1], weights[:-1], handed), joint[:-1], joint[-1:])


def backward(X, y, W2, a1, a2):
    label = np.asarray(y).ravel() == 1
    delta = np.where(label[:, None], a2 - 1, a2) / len(X)
    return below([X, a1], [W2], delta)
