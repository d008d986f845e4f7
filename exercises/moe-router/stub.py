# nnprep: moe-router
"""The router of a mixture of experts: top-k choice, weights and load-balancing loss.

A layer has E experts, and each token is sent to k of them. Write `route`:

    z       = x Wg, one logit for each token and expert
    chosen  = the k largest logits of each row; among equal ones the expert with the lower index comes first
    weights = the softmax over only the row's chosen logits, and exactly 0 for all other experts
    aux     = E · sum over e of f_e · P_e

    f_e     = the number of times expert e was chosen, divided by all m · k choices
    P_e     = the mean over the tokens of the softmax over all E logits

Conventions
    Rows are tokens. x and Wg are float64. k is at least 1 and at most E.
    Every row has exactly k experts, ties or not, and its weights sum to 1.
    Logits may be as large as 1000, or as small as -1000.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest moe_router.py)

    >>> x = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    >>> Wg = np.array([[2.0, 1.0, 0.0], [0.0, 1.0, 1.0]])
    >>> weights, aux = route(x, Wg, k=2)
    >>> np.round(weights, 6).tolist()
    [[0.731059, 0.268941, 0.0], [0.0, 0.5, 0.5], [0.5, 0.5, 0.0]]
    >>> round(aux, 6)
    1.070276
    >>> weights, aux = route(x, Wg, k=1)
    >>> weights.tolist()
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]
    >>> round(aux, 6)
    1.191737
"""

import numpy as np


def route(x, Wg, k):
    """Return (weights, aux).

    x        (m, d)  the tokens
    Wg       (d, E)  the router's weights
    k        int     how many experts each token gets

    weights  (m, E)  k weights in each row, and zeros
    aux      float   the load-balancing loss
    """
    raise NotImplementedError
