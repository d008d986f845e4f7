# expect: bias-per-channel
import numpy as np


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    return max((size - 1 + 2 * pad - dilation * (kernel - 1)) // stride + 1, 0)


def _plane(img, ker, stride, oh, ow):
    kh, kw = ker.shape
    res = np.zeros((oh, ow))
    for i in range(oh):
        for j in range(ow):
            res[i, j] = (img[i * stride:i * stride + kh, j * stride:j * stride + kw] * ker).sum()
    return res


def conv2d_forward(x, w, b, stride, pad):
    (N, C, H, W), (F, _, KH, KW) = x.shape, w.shape
    oh, ow = conv2d_out(H, KH, stride, pad), conv2d_out(W, KW, stride, pad)
    out = np.zeros((N, F, oh, ow))
    for n in range(N):
        for c in range(C):
            img = np.pad(x[n, c].astype(float), pad)
            for f in range(F):
                out[n, f] += _plane(img, w[f, c], stride, oh, ow) + b[f]
    return out
