# Plain loops over rows and classes, with the standard library's exponential.
import math

import numpy as np


def softmax_cross_entropy(logits, y):
    m, K = logits.shape
    loss = 0.0
    gradient = np.empty((m, K), dtype=logits.dtype if logits.dtype.kind == "f" else float)
    for i in range(m):
        row = [float(value) for value in logits[i]]
        top = max(row)
        total = math.fsum(math.exp(value - top) for value in row)
        loss += top + math.log(total) - row[y[i]]
        for k in range(K):
            gradient[i, k] = (math.exp(row[k] - top) / total - (k == y[i])) / m
    return loss / m, gradient
