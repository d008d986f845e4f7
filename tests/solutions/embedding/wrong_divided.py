# expect: divides-by-n
import numpy as np


def embedding_forward(E, idx):
    return E[idx]


def embedding_backward(dout, idx, vocab):
    hot = np.eye(vocab, dtype=dout.dtype)[idx.ravel()]
    return hot.T @ dout.reshape(idx.size, -1) / idx.size
