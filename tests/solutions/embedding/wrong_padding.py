# expect: unnamed
import numpy as np


def embedding_forward(E, idx):
    return E[idx]


def embedding_backward(dout, idx, vocab):
    grad = np.zeros((vocab, dout.shape[-1]), dtype=dout.dtype)
    np.add.at(grad, idx, dout)
    grad[0] = 0
    return grad
