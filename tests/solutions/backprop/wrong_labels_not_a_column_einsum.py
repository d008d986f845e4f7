# expect: broadcast-error-summed
import numpy as np


def backward(X, y, W2, a1, a2):
    t = np.array(y, dtype=a2.dtype)
    batch = len(X)
    err = a2 - t
    slope = a1 - a1 ** 2
    delta = np.einsum("mo,ho,mh->mh", err, W2, slope)
    dW1 = np.einsum("mi,mh->ih", X, delta) / batch
    db1 = np.einsum("mh->h", delta)[None, :] / batch
    dW2 = np.einsum("mh,mo->ho", a1, err) / batch
    db2 = np.einsum("mo->o", err)[None, :] / batch
    return dW1, db1, dW2, db2
