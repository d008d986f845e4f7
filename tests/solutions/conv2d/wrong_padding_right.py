# expect: pad-one-side
import numpy as np


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    return (size + 2 * pad - dilation * (kernel - 1) - 1) // stride + 1


def conv2d_forward(x, w, b, stride, pad):
    n, c, h, wd = x.shape
    xp = np.zeros((n, c, h + 2 * pad, wd + 2 * pad))
    xp[:, :, :h, :wd] = x
    windows = np.lib.stride_tricks.sliding_window_view(xp, w.shape[2:], axis=(2, 3))
    return np.tensordot(windows[:, :, ::stride, ::stride], w, ((1, 4, 5), (1, 2, 3))).transpose(
        0, 3, 1, 2
    ) + b.reshape(-1, 1, 1)
