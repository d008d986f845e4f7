# expect: flipped-kernel
import numpy as np


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    return (size + 2 * pad - dilation * (kernel - 1) - 1) // stride + 1


def conv2d_forward(x, w, b, stride, pad):
    kernel = np.flip(w, axis=(2, 3))
    OH, OW = conv2d_out(x.shape[2], w.shape[2], stride, pad), conv2d_out(x.shape[3], w.shape[3], stride, pad)
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((x.shape[0], w.shape[0], OH, OW))
    for i in range(OH):
        for j in range(OW):
            patch = xp[:, :, i * stride : i * stride + w.shape[2], j * stride : j * stride + w.shape[3]]
            out[:, :, i, j] = np.einsum("ncuv,fcuv->nf", patch, kernel) + b
    return out
