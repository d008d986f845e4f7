# expect: square-kernel
import numpy as np


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    return (size + 2 * pad - dilation * (kernel - 1) - 1) // stride + 1


def conv2d_forward(x, w, b, stride, pad):
    k = w.shape[2]
    oh, ow = (conv2d_out(side, k, stride, pad) for side in x.shape[2:])
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.empty((len(x), len(w), oh, ow))
    for i in range(oh):
        for j in range(ow):
            p = xp[:, :, i * stride : i * stride + k, j * stride : j * stride + k]
            out[:, :, i, j] = np.tensordot(p, w, ((1, 2, 3), (1, 2, 3))) + b
    return out
