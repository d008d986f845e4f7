# nnprep: lstm-cell
"""One time step of an LSTM.

The cell carries two states from step to step: the hidden state h, which other layers read, and the cell state c. It
computes four blocks from the input and the previous hidden state. With sigma for the sigmoid:

    i  input gate     sigma    how much of the candidate to write
    f  forget gate    sigma    how much of the old cell state to keep
    g  candidate      tanh     what to write
    o  output gate    sigma    how much of tanh(new cell state) to show as the new hidden state

Write `lstm_step`.

Conventions
    Rows are samples. All arrays are float64.
    The blocks sit side by side in the order i, f, g, o, each H columns wide, in Wx, Wh and b.
    Each block has one bias. There are no peepholes: no gate reads c.
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
    h   (m, H)   the previous hidden state
    c   (m, H)   the previous cell state
    Wx  (D, 4H)  from the input
    Wh  (H, 4H)  from the hidden state
    b   (4H,)
    """
    raise NotImplementedError
