# expect: states-in-place + sigmoid-overflows
import numpy as np


def s(v):
    return 1 / (1 + np.exp(-v))


def lstm_step(x, h, c, Wx, Wh, b):
    i, f, g, o = np.hsplit(x @ Wx + h @ Wh + b, 4)
    c[:] = s(f) * c + s(i) * np.tanh(g)
    h[:] = s(o) * np.tanh(c)
    return h, c
