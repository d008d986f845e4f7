# expect: edge-pad + no-bias
import numpy as np
from numpy.lib.stride_tricks import as_strided


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    return max(0, (size + 2 * pad - dilation * (kernel - 1) - 1) // stride + 1)


def conv2d_forward(x, w, b, stride, pad):
    n, c, h, wd = x.shape
    f, _, kh, kw = w.shape
    oh, ow = conv2d_out(h, kh, stride, pad), conv2d_out(wd, kw, stride, pad)
    xp = np.pad(np.array(x, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode='edge')
    sn, sc, sh, sw = xp.strides
    win = as_strided(xp, (n, c, oh, ow, kh, kw), (sn, sc, sh * stride, sw * stride, sh, sw), writeable=False)
    return np.einsum('ncijkl,fckl->nfij', win, w)
