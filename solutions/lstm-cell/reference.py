import numpy as np


def sigmoid(z):
    # Equal to 1 / (1 + exp(-z)), but nothing can overflow.
    return 0.5 * (1 + np.tanh(0.5 * z))


def lstm_step(x, h, c, Wx, Wh, b):
    # All four blocks in one product of width 4H.
    z = x @ Wx + h @ Wh + b
    i, f, g, o = np.split(z, 4, axis=1)
    kept = sigmoid(f) * c
    written = sigmoid(i) * np.tanh(g)
    # The path from c to c is a sum and one factor, without a matrix: gradients survive on it.
    new_c = kept + written
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h, new_c
