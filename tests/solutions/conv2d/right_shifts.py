"""One pass for each weight of the kernel, over shifted and strided copies of the image; channels last inside."""

import numpy as np


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    last = size + 2 * pad - 1 - dilation * (kernel - 1)  # where the last window may begin
    return last // stride + 1


def conv2d_forward(x, w, b, stride, pad):
    rows = conv2d_out(x.shape[2], w.shape[2], stride, pad)
    columns = conv2d_out(x.shape[3], w.shape[3], stride, pad)
    image = np.pad(np.moveaxis(x, 1, -1), ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    total = np.zeros((len(x), rows, columns, len(w))) + b
    for u in range(w.shape[2]):
        for v in range(w.shape[3]):
            seen = image[:, u : u + rows * stride : stride, v : v + columns * stride : stride]
            total += seen[:, :rows, :columns] @ w[:, :, u, v].T
    return np.moveaxis(total, -1, 1)
