# expect: merge-inplace
import numpy as np


def lora_forward(x, W, A, B, alpha):
    out = np.zeros((x.shape[0], W.shape[1]))
    out += x @ W
    out += (alpha / A.shape[1]) * ((x @ A) @ B)
    return out


def lora_backward(dout, x, W, A, B, alpha):
    s = alpha / A.shape[1]
    gB = s * np.dot((x @ A).T, dout)
    gA = s * np.dot(x.T, np.dot(dout, B.T))
    gx = np.dot(dout, W.T) + s * np.dot(np.dot(dout, B.T), A.T)
    return gx, gA, gB


def merge(W, A, B, alpha):
    W[:] = W + (alpha / A.shape[1]) * (A @ B)
    return W
