# expect: slope-1-minus-a + derived:without-signs
import numpy as np


def sigmoid_slope(a):
    return 1 - a


def backward(X, y, W2, a1, a2):
    target = np.reshape(y, a2.shape).astype(a2.dtype)
    err = a2 - target
    hid = np.einsum("mo,ho->mh", err, W2) * sigmoid_slope(a1)
    n = err.shape[0]
    dW1 = np.einsum("mi,mh->ih", X, hid) / n
    db1 = np.einsum("mh->h", hid)[None, :] / n
    dW2 = np.einsum("mh,mo->ho", a1, err) / n
    db2 = np.einsum("mo->o", np.abs(err))[None, :] / n
    return dW1, db1, dW2, db2
