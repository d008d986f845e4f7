# expect: tanh-not-squared
from dataclasses import dataclass
import numpy as np


@dataclass
class Step:
    x: np.ndarray
    h_in: np.ndarray
    h_out: np.ndarray


def dtanh(h):
    return 1 - h


def rnn_forward(x, h0, Wx, Wh, b):
    steps, h = [], h0
    for t in range(x.shape[0]):
        h_new = np.tanh(x[t] @ Wx + h @ Wh + b)
        steps.append(Step(x[t], h, h_new))
        h = h_new
    return np.array([s.h_out for s in steps]), (steps, Wx, Wh)


def rnn_backward(dhs, cache):
    steps, Wx, Wh = cache
    dWx, dWh, db = 0, 0, 0
    carry = 0
    dx = []
    for s, direct in zip(reversed(steps), dhs[::-1]):
        da = (direct + carry) * dtanh(s.h_out)
        dx.insert(0, da @ Wx.T)
        dWx = dWx + s.x.T @ da
        dWh = dWh + s.h_in.T @ da
        db = db + da.sum(axis=0)
        carry = da @ Wh.T
    return np.array(dx), carry, dWx, dWh, db
