# expect: candidate-sigmoid + h-from-old-cell
import numpy as np


def lstm_step(x, h, c, Wx, Wh, b):
    gates = 1 / (1 + np.exp(-(x @ Wx + h @ Wh + b)))
    i, f, g, o = np.array_split(gates, 4, axis=1)
    h = o * np.tanh(c)
    c = f * c + i * g
    return h, c
