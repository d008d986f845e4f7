# nnprep: lora
"""A linear layer with a low-rank adapter (LoRA).

The weights W of a linear layer are frozen. You train a small adapter next to them, two thin matrices of rank r:

    out = x W + (alpha / r) · x A B          r = the number of columns of A

Write `lora_forward`, then `lora_backward`, which takes the gradient of some loss L with respect to out and returns the
gradients that training needs, and `merge`, which folds the adapter into the weights for inference.

Conventions
    Rows are samples. All arrays are float64. There is no bias.
    dout already includes any 1/m from L: don't average again.
    W is frozen, so it needs no gradient. x comes from the previous layer, so it does need one.
    Don't modify your arguments; `merge` returns a new array.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest lora.py)

    >>> import numpy as np
    >>> x = np.array([[1.0, 2.0], [0.0, 1.0]])
    >>> W = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]])
    >>> A, B = np.array([[1.0], [2.0]]), np.array([[0.5, 0.0, 1.0]])
    >>> lora_forward(x, W, A, B, alpha=4.0).tolist()
    [[11.0, 2.0, 24.0], [4.0, 1.0, 9.0]]
    >>> dout = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 1.0]])
    >>> dx, dA, dB = lora_backward(dout, x, W, A, B, alpha=4.0)
    >>> dx.tolist()
    [[3.0, 4.0], [6.0, 10.0]]
    >>> dA.tolist(), dB.tolist()
    ([[2.0], [8.0]], [[20.0, 8.0, 8.0]])
    >>> merge(W, A, B, alpha=4.0).tolist()
    [[3.0, 0.0, 6.0], [4.0, 1.0, 9.0]]
"""

import numpy as np


def lora_forward(x, W, A, B, alpha):
    """Return out, (m, k).

    x      (m, n)  a batch
    W      (n, k)  the frozen weights
    A      (n, r)  the adapter, first factor
    B      (r, k)  the adapter, second factor
    alpha  float   the adapter's strength, divided by the rank r
    """
    raise NotImplementedError


def lora_backward(dout, x, W, A, B, alpha):
    """Return (dx, dA, dB), the gradients with respect to x, A and B, in their shapes.

    dout   (m, k)  the gradient with respect to out
    x, W, A, B, alpha as in lora_forward
    """
    raise NotImplementedError


def merge(W, A, B, alpha):
    """Return the weights of one linear layer that computes what lora_forward does: a new array, (n, k)."""
    raise NotImplementedError
