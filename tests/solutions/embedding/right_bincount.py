"""One weighted count for each column, or one for all of them."""

import numpy as np


def embedding_forward(E, idx):
    rows = E[idx.ravel()]
    return rows.reshape(*idx.shape, -1)


def embedding_backward(dout, idx, vocab):
    columns = np.moveaxis(dout, -1, 0).reshape(dout.shape[-1], -1)
    counts = [np.bincount(idx.ravel(), weights=column, minlength=vocab) for column in columns]
    return np.stack(counts, axis=1).astype(dout.dtype)
