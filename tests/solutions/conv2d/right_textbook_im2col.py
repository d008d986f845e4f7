# nnprep: conv2d
import numpy as np


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    """floor((size + 2 pad - dilation (kernel - 1) - 1) / stride) + 1, and never below 0."""
    return max(0, int((size + 2 * pad - dilation * (kernel - 1) - 1) // stride) + 1)


def conv2d_forward(x, w, b, stride, pad):
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    OH = conv2d_out(H, KH, stride=stride, pad=pad)
    OW = conv2d_out(W, KW, stride=stride, pad=pad)

    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    padded[:, :, pad:pad + H, pad:pad + W] = x

    cols = np.zeros((N, OH, OW, C * KH * KW))
    for i in range(OH):
        for j in range(OW):
            patch = padded[:, :, i * stride:i * stride + KH, j * stride:j * stride + KW]
            cols[:, i, j, :] = patch.reshape(N, C * KH * KW)
    out = cols @ w.reshape(F, C * KH * KW).T + b
    return np.ascontiguousarray(out.transpose(0, 3, 1, 2))
