# nnprep: rnn-bptt
"""A recurrent layer, and backpropagation through time.

The layer reads a batch of sequences, one time step after another, and carries a state:

    h_t = tanh(x_t Wx + h_(t-1) Wh + b),     the state before the first step is h0

Write `rnn_forward`, which returns all states, then `rnn_backward`. Some loss L reads the states: dhs[t] is its direct
gradient with respect to h_t, without what later steps contribute. Return the gradients of L with respect to all inputs
and parameters.

Conventions
    Time is the first axis, the batch the second: x is (T, B, D). A step's rows are samples. All arrays are float64.
    hs[t] is the state after step t, from 0 to T - 1. h0 is not part of hs.
    The gradients of Wx, Wh and b are sums over time steps and samples. dhs already includes any 1/B or 1/T from L.
    You choose the cache: return whatever rnn_backward needs. There may be several forward calls before a backward one.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest rnn_bptt.py)

    >>> x = np.array([[[1.0]], [[-0.5]], [[2.0]]])
    >>> h0, Wx, Wh, b = np.array([[0.2]]), np.array([[0.5]]), np.array([[2.0]]), np.array([0.1])
    >>> hs, cache = rnn_forward(x, h0, Wx, Wh, b)
    >>> np.round(hs[:, 0, 0], 6).tolist()
    [0.761594, 0.879417, 0.993447]
    >>> dx, dh0, dWx, dWh, db = rnn_backward(np.array([[[0.0]], [[1.0]], [[0.5]]]), cache)
    >>> np.round(dx[:, 0, 0], 6).tolist()
    [0.096421, 0.114793, 0.003266]
    >>> np.round([dh0[0, 0], dWx[0, 0], dWh[0, 0], db[0]], 6).tolist()
    [0.385682, 0.091111, 0.219164, 0.428959]
"""

import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    """Return (hs, cache).

    x      (T, B, D)  the inputs
    h0     (B, H)     the state before the first step
    Wx     (D, H)     input to state
    Wh     (H, H)     state to state
    b      (H,)

    hs     (T, B, H)  the states after each step
    cache             what rnn_backward needs, in any form but None
    """
    raise NotImplementedError


def rnn_backward(dhs, cache):
    """Return (dx, dh0, dWx, dWh, db), in the shapes of x, h0, Wx, Wh and b.

    dhs    (T, B, H)  the direct gradient with respect to each state; may be 0 at many steps
    cache             what rnn_forward returned
    """
    raise NotImplementedError
