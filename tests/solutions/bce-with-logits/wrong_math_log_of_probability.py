# expect: naive-log-sigmoid
import math
import numpy as np
def bce_with_logits(z, y):
    zz = np.asarray(z).ravel(); yy = np.asarray(y).ravel(); m = len(zz)
    total = 0.0
    d = np.zeros(m, dtype=zz.dtype if zz.dtype.kind == "f" else float)
    for i in range(m):
        p = 1 / (1 + math.exp(-zz[i]))
        total += -(yy[i] * math.log(p) + (1 - yy[i]) * math.log(1 - p))
        d[i] = (p - yy[i]) / m
    return total / m, d.reshape(np.shape(z))
