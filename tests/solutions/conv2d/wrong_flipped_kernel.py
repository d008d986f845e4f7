# expect: flipped-kernel
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    return max(0, (size + 2 * pad - dilation * (kernel - 1) - 1) // stride + 1)


def conv2d_forward(x, w, b, stride, pad):
    n, f = x.shape[0], w.shape[0]
    oh, ow = (conv2d_out(s, k, stride, pad) for s, k in zip(x.shape[2:], w.shape[2:]))
    if oh * ow == 0:
        return np.zeros((n, f, oh, ow))
    xp = np.pad(x.astype(np.float64), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    win = sliding_window_view(xp, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    flipped = w[:, :, ::-1, ::-1]
    return np.einsum('nchwkl,fckl->nfhw', win, flipped) + b.reshape(1, -1, 1, 1)
