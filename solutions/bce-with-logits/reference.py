import numpy as np


def bce_with_logits(z, y):
    z = np.asarray(z)
    if z.dtype.kind != "f":
        z = z.astype(float)
    # y takes the shape of z: (m,) against (m, 1) would broadcast to (m, m), and
    # float64 labels would make a float64 gradient of float32 logits.
    y = np.asarray(y, dtype=z.dtype).reshape(z.shape)
    # exp only sees -|z|, so it can't overflow.
    e = np.exp(-np.abs(z))
    # -y log p - (1 - y) log(1 - p) is log(1 + exp(z)) - z y. With max(z, 0)
    # out of the logarithm, log1p keeps the digits of the smallest losses.
    losses = np.maximum(z, 0) - z * y + np.log1p(e)
    p = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    # The slope of the sigmoid cancels, so a saturated mistake still learns.
    dz = (p - y) / z.size
    return float(np.mean(losses)), dz
