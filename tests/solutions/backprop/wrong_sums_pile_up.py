# expect: unnamed
# says: a wrong value that `backward` returned is an earlier one plus the right one
import numpy as np


GRADS = {}


def backward(X, y, W2, a1, a2):
    rows = a2.shape[0]
    t = np.reshape(y, (rows, 1)).astype(a2.dtype)
    err = (a2 - t) / rows
    gW2 = np.dot(a1.T, err)
    gb2 = np.sum(err, 0)[None, :]
    back = np.dot(err, W2.T) * a1 * (1.0 - a1)
    gW1 = np.dot(X.T, back)
    gb1 = np.sum(back, 0)[None, :]
    out = []
    for k, g in zip(('W1', 'b1', 'W2', 'b2'), (gW1, gb1, gW2, gb2)):
        slot = GRADS.setdefault((k, g.shape), np.zeros(g.shape))
        slot += g
        out.append(slot)
    return tuple(out)
    return gW1, gb1, gW2, gb2
