# expect: dilation-ignored + window-not-strided
import numpy as np


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    return max(0, (size - kernel + 2 * pad) // stride + 1)


def conv2d_forward(x, w, b, stride, pad):
    batch, channels, height, width = x.shape
    filters, _, kh, kw = w.shape
    oh = conv2d_out(height, kh, stride, pad)
    ow = conv2d_out(width, kw, stride, pad)
    image = np.zeros((batch, channels, height + 2 * pad, width + 2 * pad))
    image[:, :, pad:pad + height, pad:pad + width] = x
    result = np.zeros((batch, filters, oh, ow))
    for n in range(batch):
        for f in range(filters):
            for i in range(oh):
                for j in range(ow):
                    total = b[f]
                    for c in range(channels):
                        for k in range(kh):
                            for l in range(kw):
                                total += image[n, c, i + k, j + l] * w[f, c, k, l]
                    result[n, f, i, j] = total
    return result
