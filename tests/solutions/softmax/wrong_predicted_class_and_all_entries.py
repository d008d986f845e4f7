# expect: grad-argmax + loss-mean-mK
import math

import numpy as np


def softmax_cross_entropy(logits, y):
    arr = np.asarray(logits)
    out_type = np.float32 if arr.dtype == np.float32 else np.float64
    m, K = arr.shape
    grad = np.zeros((m, K), dtype=out_type)
    losses = []
    for i in range(m):
        row = [float(v) for v in arr[i]]
        label = int(y[i])
        best = max(range(K), key=row.__getitem__)
        exps = [math.exp(v - row[best]) for v in row]
        rest = math.fsum(exps[:best] + exps[best + 1:])
        losses.append(row[best] - row[label] + math.log1p(rest))
        for k in range(K):
            p = exps[k] / (1 + rest)
            target = 1.0 if k == best else 0.0
            grad[i, k] = (p - target) / m
    return sum(losses) / (m * K), grad
