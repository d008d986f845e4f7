import numpy as np


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    # A kernel of k weights has k - 1 steps between them, so it spans one number more than these.
    span = dilation * (kernel - 1) + 1
    room = size + 2 * pad - span
    # The first position is free. Each further one takes a whole stride.
    return room // stride + 1


def conv2d_forward(x, w, b, stride, pad):
    (N, _, H, W), (F, _, KH, KW) = x.shape, w.shape
    OH = conv2d_out(H, KH, stride, pad)
    OW = conv2d_out(W, KW, stride, pad)
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((N, F, OH, OW))
    for i in range(OH):
        for j in range(OW):
            top, left = i * stride, j * stride
            window = padded[:, :, top : top + KH, left : left + KW]
            # All images and filters at once: what is left of (N, C, KH, KW) and (F, C, KH, KW) is (N, F).
            out[:, :, i, j] = np.tensordot(window, w, axes=((1, 2, 3), (1, 2, 3)))
    return out + b[:, None, None]
