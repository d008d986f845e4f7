# expect: bias-twice + sigmoid-overflows
import numpy as np


def linear(x, W, b):
    return x @ W + b


def lstm_step(x, h, c, Wx, Wh, b):
    i, f, g, o = np.split(linear(x, Wx, b) + linear(h, Wh, b), 4, axis=-1)
    i, f, o = (1 / (1 + np.exp(-v)) for v in (i, f, o))
    c = f * c + i * np.tanh(g)
    return o * np.tanh(c), c
