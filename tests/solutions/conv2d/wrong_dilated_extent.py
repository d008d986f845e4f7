# expect: dilation-times-kernel
import numpy as np


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    k_eff = dilation * kernel
    return max(0, (size + 2 * pad - k_eff) // stride + 1)


def conv2d_forward(x, w, b, stride, pad):
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    OH = conv2d_out(H, KH, stride, pad)
    OW = conv2d_out(W, KW, stride, pad)
    xp = np.pad(x.astype(np.float64), ((0,), (0,), (pad,), (pad,)))
    r = (np.arange(OH) * stride)[:, None] + np.arange(KH)
    q = (np.arange(OW) * stride)[:, None] + np.arange(KW)
    patches = xp[:, :, r[:, None, :, None], q[None, :, None, :]]
    return np.einsum('ncijkl,fckl->nfij', patches, w) + b[:, None, None]
