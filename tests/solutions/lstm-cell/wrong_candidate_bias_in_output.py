# expect: derived:block
import numpy as np


def lstm_step(x, h, c, Wx, Wh, b):
    H = h.shape[1]

    def gate(k, bias):
        cols = slice(k * H, k * H + H)
        return x @ Wx[:, cols] + h @ Wh[:, cols] + b[bias * H : bias * H + H]

    def logistic(z):
        return 0.5 + 0.5 * np.tanh(z / 2)

    c_new = logistic(gate(1, 1)) * c + logistic(gate(0, 0)) * np.tanh(gate(2, 2))
    return logistic(gate(3, 2)) * np.tanh(c_new), c_new
