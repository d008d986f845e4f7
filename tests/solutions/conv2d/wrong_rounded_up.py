# expect: ceil
import math

import numpy as np


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    return math.ceil((size + 2 * pad - dilation * (kernel - 1) - 1) / stride) + 1


def conv2d_forward(x, w, b, stride, pad):
    windows = np.lib.stride_tricks.sliding_window_view(
        np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad))), w.shape[2:], axis=(2, 3)
    )[:, :, ::stride, ::stride]
    return np.einsum("ncijuv,fcuv->nfij", windows, w) + b[:, None, None]
