# expect: unnamed
import numpy as np


def backward(X, y, W2, a1, a2):
    scale = X.dtype.type(1) / X.dtype.type(X.shape[0])
    target = np.asarray(y, dtype=a2.dtype)[:, None]
    g2 = a2 - target
    g1 = np.einsum("io,ho,ih,ih->ih", g2, W2, a1, 1 - a1)
    dW1 = np.einsum("ik,ih->kh", X, g1) * scale
    dW2 = np.einsum("ih,io->ho", a1, g2) * scale
    db1 = np.einsum("ih->h", g1)[None, :] * scale
    db2 = np.einsum("io->o", g2)[None, :] * scale
    return dW1, db1, dW2, db2
