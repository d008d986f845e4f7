# expect: no-tanh-cell
import numpy as np


def logistic(v):
    return 0.5 + 0.5 * np.tanh(v / 2)


def lstm_step(x, h, c, Wx, Wh, b):
    z = (x @ Wx + h @ Wh + b).reshape(len(x), 4, -1)
    c_next = logistic(z[:, 1]) * c + logistic(z[:, 0]) * np.tanh(z[:, 2])
    return logistic(z[:, 3]) * c_next, c_next
