# Seven loops and no array operation at all.
import math

import numpy as np


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    effective = kernel + (kernel - 1) * (dilation - 1)
    return int(math.floor((size + 2 * pad - effective) / stride + 1))


def conv2d_forward(x, w, b, stride=1, pad=0):
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    OH, OW = conv2d_out(H, KH, stride, pad), conv2d_out(W, KW, stride, pad)
    out = np.zeros((N, F, OH, OW))
    for n in range(N):
        for f in range(F):
            for i in range(OH):
                for j in range(OW):
                    total = b[f]
                    for c in range(C):
                        for u in range(KH):
                            for v in range(KW):
                                r, s = i * stride + u - pad, j * stride + v - pad
                                if 0 <= r < H and 0 <= s < W:
                                    total += float(x[n, c, r, s]) * w[f, c, u, v]
                    out[n, f, i, j] = total
    return out
