# expect: duplicates-lost
import numpy as np


def embedding_forward(E, idx):
    return E[idx]


def embedding_backward(dout, idx, vocab):
    grad = np.zeros((vocab, dout.shape[-1]), dtype=dout.dtype)
    grad[idx] += dout
    return grad
