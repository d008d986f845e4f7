"""Products with a one-hot matrix, forth and back."""

import numpy as np


def one_hot(idx, vocab, dtype):
    return (np.asarray(idx)[..., None] == np.arange(vocab)).astype(dtype)


def embedding_forward(E, idx):
    return one_hot(idx, len(E), E.dtype) @ E


def embedding_backward(dout, idx, vocab):
    flat = one_hot(idx, vocab, dout.dtype).reshape(-1, vocab)
    return flat.T @ dout.reshape(-1, dout.shape[-1])
