# expect: duplicates-lost + mean-over-sequence
import numpy as np


def embedding_forward(E, idx):
    return np.average(E[idx], axis=-2)


def embedding_backward(dout, idx, vocab):
    grad = np.zeros((vocab, dout.shape[-1]), dtype=dout.dtype)
    grad[idx.ravel()] = dout.reshape(-1, dout.shape[-1])
    return grad
