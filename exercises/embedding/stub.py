# nnprep: embedding
"""Embedding lookup and its gradient.

The table E has one row of D numbers for each of V tokens. The first layer of a language model replaces each token id
with its row. Write `embedding_forward`, and `embedding_backward`, which takes the gradient of some loss L with
respect to the result and returns the gradient of L with respect to the table.

Conventions
    idx is an array of integers from 0 to V - 1, of any shape: (tokens,), (batch, tokens) and so on. Ids may repeat.
    dout already includes any 1/m from L: don't average again.
    The gradient has the shape of the whole table, with rows of 0 for tokens that don't occur.
    float64 gives float64. float32 should stay float32.
    Don't modify your arguments, and return a new array from the lookup.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest embedding.py)

    >>> E = np.array([[0.0, 1.0], [2.0, 3.0], [4.0, 5.0], [6.0, 7.0]])
    >>> embedding_forward(E, np.array([3, 0])).tolist()
    [[6.0, 7.0], [0.0, 1.0]]
    >>> idx = np.array([[1, 1, 0], [3, 1, 0]])
    >>> embedding_forward(E, idx).shape
    (2, 3, 2)
    >>> dout = np.arange(12.0).reshape(2, 3, 2)
    >>> dE = embedding_backward(dout, idx, vocab=4)
    >>> dE.tolist()
    [[14.0, 16.0], [10.0, 13.0], [0.0, 0.0], [6.0, 7.0]]
"""

import numpy as np


def embedding_forward(E, idx):
    """Return the rows of the tokens, idx.shape + (D,).

    E    (V, D)  the table
    idx  (...)   token ids, integers
    """
    raise NotImplementedError


def embedding_backward(dout, idx, vocab):
    """Return the gradient with respect to the table, (vocab, D).

    dout   (..., D)  the gradient with respect to the rows that were looked up
    idx    (...)     token ids, integers
    vocab  int       V, the number of rows of the table
    """
    raise NotImplementedError
