# nnprep: transformer-block
"""One transformer block, pre-norm and causal.

Two sublayers, attention and an MLP. Each reads a normalized copy of its input, and its result is added to the input:

    mid = x   + mha(ln(x;   g1, b1))
    out = mid + mlp(ln(mid; g2, b2))

    ln(x; g, b) = g · (x - mean) / sqrt(var + 1e-5) + b      mean and biased variance over the features of each token
    mha(u)      = multi-head attention of the rows of u with Wq, Wk, Wv and Wo, causal
    mlp(u)      = gelu(u W1 + c1) W2 + c2
    gelu(z)     = z/2 · (1 + tanh(sqrt(2/π) · (z + 0.044715 z³)))      the tanh form

Write `block`. Feel free to add your own functions for the four formulas.

Conventions
    Arrays are float64. Rows are the tokens of one sequence. Weights are stored as (in, out).
    In attention, head h of H owns columns h·width … (h+1)·width - 1, with width = D / H. Divide the scores by
    sqrt(width). Token t sees tokens 0 … t. Multiply the joined heads by Wo. Attention has no biases.
    No dropout, and no normalization after the last sum.
    Scores in the thousands should still give finite results.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest transformer_block.py)

    >>> one, zero = np.eye(2), np.zeros(2)
    >>> p = {name: one for name in ("Wq", "Wk", "Wv", "Wo", "W1", "W2")}
    >>> p |= {"g1": zero + 1, "b1": zero, "g2": zero + 2, "b2": zero + 0.5, "c1": zero, "c2": zero - 1}
    >>> x = np.array([[1.0, 3.0], [2.0, 0.0]])
    >>> np.round(block(x, p, heads=1), 4).tolist()
    [[-1.1004, 5.4849], [4.3733, -1.9888]]
    >>> np.round(block(x, p, heads=2), 4).tolist()
    [[-1.1004, 5.4849], [4.2465, -1.862]]
    >>> np.round(block(x[:1], p, heads=2), 4).tolist()
    [[-1.1004, 5.4849]]
"""

import numpy as np


def block(x, p, heads):
    """Return the output of the block, (T, D).

    x      (T, D)  the tokens
    p      dict    Wq, Wk, Wv, Wo (D, D); W1 (D, F), c1 (F,), W2 (F, D), c2 (D,); g1, b1, g2, b2 (D,)
    heads  int     the number of heads, H, which divides D
    """
    raise NotImplementedError
