# expect: window-not-strided
import numpy as np


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    return (size + 2 * pad - (dilation * (kernel - 1) + 1)) // stride + 1


def conv2d_forward(x, w, b, stride, pad):
    N, C, H, W = x.shape
    F, C, KH, KW = w.shape
    H2 = 1 + (H + 2 * pad - KH) // stride
    W2 = 1 + (W + 2 * pad - KW) // stride
    xp = np.pad(x, ((0,), (0,), (pad,), (pad,)), "constant")
    out = np.zeros((N, F, H2, W2))
    for n in range(N):
        for f in range(F):
            for i in range(H2):
                for j in range(W2):
                    out[n, f, i, j] = np.sum(xp[n, :, i : i + KH, j : j + KW] * w[f]) + b[f]
    return out
