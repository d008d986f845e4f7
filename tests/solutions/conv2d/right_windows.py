# A view of all windows, and einsum.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    return len(range(0, size + 2 * pad - dilation * (kernel - 1), stride))


def conv2d_forward(x, w, b, stride, pad):
    x = np.pad(x, [(0, 0)] * 2 + [(pad, pad)] * 2, mode="constant")
    windows = sliding_window_view(x, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    return np.einsum("ncijuv,fcuv->nfij", windows, w) + b.reshape(1, -1, 1, 1)
