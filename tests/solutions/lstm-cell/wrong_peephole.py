# expect: unnamed
# The input gate reads the cell state as well.
import numpy as np


def lstm_step(x, h, c, Wx, Wh, b):
    i, f, g, o = np.split(x @ Wx + h @ Wh + b, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-v)) for v in (i + c, f, o))
    c = f * c + i * np.tanh(g)
    return o * np.tanh(c), c
