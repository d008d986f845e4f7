# expect: tanh-cell-kept
import numpy as np


def lstm_step(x, h, c, Wx, Wh, b):
    z = np.hstack([x, h]) @ np.vstack([Wx, Wh]) + b
    H = c.shape[1]
    i, f, o = (0.5 + 0.5 * np.tanh(z[:, s * H : s * H + H] / 2) for s in (0, 1, 3))
    state = np.tanh(f * c + i * np.tanh(z[:, 2 * H : 3 * H]))
    return o * state, state
