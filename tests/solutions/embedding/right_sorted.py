# Sort the tokens, then sum each run of equal ones.
import numpy as np


def embedding_forward(E, idx):
    return np.take(E, idx, axis=0)


def embedding_backward(dout, idx, vocab):
    D = dout.shape[-1]
    ids = idx.flatten()
    order = np.argsort(ids, kind="stable")
    found, first = np.unique(ids[order], return_index=True)
    dE = np.zeros((vocab, D), dout.dtype)
    dE[found] = np.add.reduceat(dout.reshape(-1, D)[order], first, axis=0)
    return dE
