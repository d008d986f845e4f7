"""Samples as columns inside, as in lecture notes: transposed at the borders."""

import numpy as np


def lora_forward(x, W, A, B, alpha):
    X = x.T
    s = alpha / A.shape[1]
    return (W.T @ X + s * (B.T @ (A.T @ X))).T


def lora_backward(dout, x, W, A, B, alpha):
    G, X = dout.T, x.T
    s = alpha / A.shape[1]
    H = B @ G
    dX = W @ G + s * (A @ H)
    dAt = s * (H @ X.T)
    dBt = s * (G @ (A.T @ X).T)
    return dX.T, dAt.T, dBt.T


def merge(W, A, B, alpha):
    return (W.T + alpha * (B.T @ A.T) / A.shape[1]).T
