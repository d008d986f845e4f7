# expect: dx-adapter-only
import numpy as np


def lora_forward(x, W, A, B, alpha):
    hidden = np.matmul(x, A)
    return np.matmul(x, W) + np.matmul(hidden, B) * (alpha / A.shape[1])


def lora_backward(dout, x, W, A, B, alpha):
    delta = np.matmul(dout, B.T) * (alpha / A.shape[1])
    dA = np.matmul(x.T, delta)
    dB = np.matmul(np.matmul(x, A).T, dout) * (alpha / A.shape[1])
    dx = np.matmul(delta, A.T)  # W is frozen: nothing flows through it
    return dx, dA, dB


def merge(W, A, B, alpha):
    return np.add(W, np.matmul(A, B) * (alpha / A.shape[1]))
