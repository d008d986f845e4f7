# expect: transposed-table
import numpy as np


def embedding_forward(E, idx):
    return np.take(E, idx, axis=1)


def embedding_backward(dout, idx, vocab):
    grad = np.zeros((vocab, dout.shape[-1]), dtype=dout.dtype)
    np.add.at(grad, idx, dout)
    return grad
