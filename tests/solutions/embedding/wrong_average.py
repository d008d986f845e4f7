# expect: averages-duplicates
import numpy as np


def embedding_forward(E, idx):
    return E[idx]


def embedding_backward(dout, idx, vocab):
    grad = np.zeros((vocab, dout.shape[-1]), dtype=dout.dtype)
    for token in np.unique(idx):
        grad[token] = dout[idx == token].mean(axis=0)
    return grad
