"""im2col: one matrix product."""

import numpy as np


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    return (size + 2 * pad - dilation * (kernel - 1) - 1) // stride + 1


def conv2d_forward(x, w, b, stride, pad):
    n, c, h, wd = x.shape
    f, _, kh, kw = w.shape
    oh, ow = conv2d_out(h, kh, stride, pad), conv2d_out(wd, kw, stride, pad)
    xp = np.zeros((n, c, h + 2 * pad, wd + 2 * pad))
    xp[:, :, pad : pad + h, pad : pad + wd] = x
    cols = np.empty((n, oh * ow, c * kh * kw))
    for i in range(oh):
        for j in range(ow):
            patch = xp[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
            cols[:, i * ow + j] = patch.reshape(n, -1)
    out = cols @ w.reshape(f, -1).T + b
    return out.transpose(0, 2, 1).reshape(n, f, oh, ow)
