# nnprep: rnn-bptt
"""Keeps 1 - h² from the forward pass; the weight gradients are one matrix product each at the end."""
from dataclasses import dataclass
import numpy as np


@dataclass
class Saved:
    x: np.ndarray
    prev: np.ndarray      # (T, B, H), the state that each step started from
    slope: np.ndarray     # (T, B, H), 1 - h_t²
    Wx: np.ndarray
    Wh: np.ndarray
    h0_shape: tuple


def _flat(a):
    return a.reshape(a.shape[0] * a.shape[1], a.shape[2])


def rnn_forward(x, h0, Wx, Wh, b):
    T, (B, H) = len(x), h0.shape
    hs, prev, slope = (np.zeros((T, B, H)) for _ in range(3))
    for t in range(T):
        prev[t] = h0 if t == 0 else hs[t - 1]
        hs[t] = np.tanh(x[t].dot(Wx) + prev[t].dot(Wh) + b)
        slope[t] = (1 - hs[t]) * (1 + hs[t])
    return hs, Saved(x.copy(), prev, slope, Wx.copy(), Wh.copy(), h0.shape)


def rnn_backward(dhs, cache):
    s = cache
    delta = np.zeros(s.slope.shape)
    carry = np.zeros(s.h0_shape)
    for t in range(len(delta))[::-1]:
        delta[t] = s.slope[t] * (dhs[t] + carry)
        carry = delta[t].dot(s.Wh.T)
    d = _flat(delta)
    return delta.dot(s.Wx.T), carry, _flat(s.x).T.dot(d), _flat(s.prev).T.dot(d), d.sum(axis=0)
