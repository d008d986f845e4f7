# expect: gate-order-fi + sigmoid-overflows
import numpy as np


def lstm_step(x, h, c, Wx, Wh, b):
    pre = np.hstack([x, h]) @ np.vstack([Wx, Wh]) + b
    n = pre.shape[1] // 4
    gate = 1 / (1 + np.exp(-pre))
    cell = gate[:, :n] * c + gate[:, n : 2 * n] * np.tanh(pre[:, 2 * n : 3 * n])
    return gate[:, -n:] * np.tanh(cell), cell
