# expect: dilation-times-kernel + channel-mean
import numpy as np


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    k = kernel * dilation
    return (size - k + 2 * pad) // stride + 1


def conv2d_forward(x, w, b, stride, pad):
    oh, ow = (conv2d_out(x.shape[a], w.shape[a], stride, pad) for a in (2, 3))
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.empty((len(x), len(w), oh, ow))
    for i in range(oh):
        for j in range(ow):
            p = xp[:, None, :, i * stride : i * stride + w.shape[2], j * stride : j * stride + w.shape[3]] * w
            out[:, :, i, j] = p.sum(axis=(-1, -2)).mean(axis=-1) + b
    return out
