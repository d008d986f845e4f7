import math

import numpy as np


def softmax_cross_entropy(logits, y):
    arr = np.asarray(logits)
    out_type = np.float32 if arr.dtype == np.float32 else np.float64
    rows = arr.tolist()
    m = len(rows)

    total = 0.0
    grad = []
    for row, label in zip(rows, y):
        top = max(row)
        weights = [math.exp(v - top) for v in row]
        s = sum(weights)
        total += math.log(s) - (row[int(label)] - top)
        line = []
        for k in range(len(row)):
            p = weights[k] / s
            if k == label:
                p -= 1.0
            line.append(p / m)
        grad.append(line)

    return total / m, np.array(grad, dtype=out_type)
