# nnprep: conv2d
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    room = size + 2 * pad - (dilation * (kernel - 1) + 1)
    return int(room // stride + 1) if room >= 0 else 0


def conv2d_forward(x, w, b, stride, pad):
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    oh, ow = conv2d_out(H, KH, stride, pad), conv2d_out(W, KW, stride, pad)
    if oh == 0 or ow == 0:
        return np.zeros((N, F, oh, ow))
    xp = np.pad(np.asarray(x, dtype=np.float64), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    win = sliding_window_view(xp, (KH, KW), axis=(2, 3))[:, :, ::stride, ::stride]
    return np.einsum('nchwkl,fckl->nfhw', win, w) + b[None, :, None, None]
