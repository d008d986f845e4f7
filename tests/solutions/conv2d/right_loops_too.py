# nnprep: conv2d
"""Seven loops, nothing else."""
import numpy as np


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    total = size + 2 * pad
    reach = dilation * (kernel - 1)
    count = 0
    start = 0
    while start + reach < total:
        count += 1
        start += stride
    return count


def conv2d_forward(x, w, b, stride, pad):
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    OH = conv2d_out(H, KH, stride, pad)
    OW = conv2d_out(W, KW, stride, pad)
    out = np.zeros((N, F, OH, OW))
    for n in range(N):
        for f in range(F):
            for i in range(OH):
                for j in range(OW):
                    s = float(b[f])
                    for c in range(C):
                        for k in range(KH):
                            for l in range(KW):
                                r = i * stride + k - pad
                                q = j * stride + l - pad
                                if 0 <= r < H and 0 <= q < W:
                                    s += float(x[n, c, r, q]) * float(w[f, c, k, l])
                    out[n, f, i, j] = s
    return out
