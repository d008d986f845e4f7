# expect: vocab-from-ids
import numpy as np


def embedding_forward(E, idx):
    return E[idx]


def embedding_backward(dout, idx, vocab):
    hot = np.eye(np.max(idx) + 1, dtype=dout.dtype)[idx]
    return np.tensordot(hot, dout, axes=(range(idx.ndim), range(idx.ndim)))
