# expect: flat-output
import numpy as np


def embedding_forward(E, idx):
    return np.array([E[token] for token in idx.ravel()])


def embedding_backward(dout, idx, vocab):
    grad = np.zeros((vocab, dout.shape[-1]), dtype=dout.dtype)
    for token, d in zip(idx.ravel(), dout.reshape(-1, dout.shape[-1])):
        grad[token] += d
    return grad
