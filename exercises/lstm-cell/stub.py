# nnprep: lstm-cell
"""One time step of an LSTM.

The cell carries two states from step to step: the hidden state h, which others read, and the cell state c. Four blocks
are computed from the input and the hidden state before. With sigma for the sigmoid:

    i  input gate     sigma    how much of the candidate is written
    f  forget gate    sigma    how much of the old cell state is kept
    g  candidate      tanh     what could be written
    o  output gate    sigma    how much of tanh(new cell state) is shown as the new hidden state

Write `lstm_step`.

Conventions
    Rows are samples. All arrays are float64.
    The blocks stand side by side in the order i, f, g, o, each H columns wide, in Wx, in Wh and in b.
    There is one bias for each block, and no peepholes: no gate reads c.
    Don't modify your arguments: return new arrays.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest lstm_cell.py)

    >>> x, h, c = np.array([[1.0], [-2.0]]), np.array([[0.5], [0.0]]), np.array([[0.2], [1.0]])
    >>> Wx, Wh = np.array([[1.0, 0.5, -1.0, 2.0]]), np.array([[0.0, 1.0, 2.0, -1.0]])
    >>> b = np.array([0.0, 1.0, 0.5, 0.0])
    >>> new_h, new_c = lstm_step(x, h, c, Wx, Wh, b)
    >>> np.round(new_h, 6).tolist()
    [[0.386755], [0.009883]]
    >>> np.round(new_c, 6).tolist()
    [[0.513994], [0.617607]]
"""

import numpy as np


def lstm_step(x, h, c, Wx, Wh, b):
    """Return (h, c), the states after this step, each (m, H).

    x   (m, D)   the input
    h   (m, H)   the hidden state before
    c   (m, H)   the cell state before
    Wx  (D, 4H)  from the input
    Wh  (H, 4H)  from the hidden state
    b   (4H,)
    """
    raise NotImplementedError
