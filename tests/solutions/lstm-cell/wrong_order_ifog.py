# expect: gate-order-ifog + sigmoid-overflows
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_step(x, h, c, Wx, Wh, b):
    H = h.shape[1]
    a = np.dot(x, Wx) + np.dot(h, Wh) + b
    i, f, o = sigmoid(a[:, :H]), sigmoid(a[:, H : 2 * H]), sigmoid(a[:, 2 * H : 3 * H])
    g = np.tanh(a[:, 3 * H :])
    c = f * c + i * g
    return o * np.tanh(c), c
