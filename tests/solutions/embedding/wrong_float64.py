# expect: upcasts
import numpy as np


def embedding_forward(E, idx):
    return E[idx]


def embedding_backward(dout, idx, vocab):
    grad = np.zeros((vocab, dout.shape[-1]))
    for place in np.ndindex(*idx.shape):
        grad[idx[place]] += dout[place]
    return grad
