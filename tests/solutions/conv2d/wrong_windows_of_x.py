# expect: original-image-by-sample
import numpy as np


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    return (size + 2 * pad - 1 - dilation * (kernel - 1)) // stride + 1


def conv2d_forward(x, w, b, stride, pad):
    kh, kw = w.shape[2:]
    rows, cols = conv2d_out(x.shape[2], kh, stride, pad), conv2d_out(x.shape[3], kw, stride, pad)
    y = np.empty((x.shape[0], w.shape[0], rows, cols))
    for n, image in enumerate(x):
        for k, kernel in enumerate(w):
            for r in range(rows):
                for c in range(cols):
                    piece = image[:, r * stride :, c * stride :][:, :kh, :kw]
                    y[n, k, r, c] = (piece * kernel).sum() + b[k]
    return y
