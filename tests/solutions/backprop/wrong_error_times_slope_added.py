# expect: no-mean + mse-delta-flipped
import numpy as np


def slope(s):
    return s - s * s


def backward(X, y, W2, a1, a2):
    targets = np.reshape(y, (len(X), 1)) * 1.0
    out = slope(a2) * (targets - a2)
    hidden = slope(a1) * np.outer(out, W2)
    return (
        np.einsum("mi,mh->ih", X, hidden),
        hidden.sum(0)[None],
        np.einsum("mh,mo->ho", a1, out),
        out.sum(0)[None],
    )
