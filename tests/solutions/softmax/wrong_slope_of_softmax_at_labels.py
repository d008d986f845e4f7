# expect: unnamed
# says: Only entries at the rows' labels are wrong: there, dlogits is what it should be times the row's softmax at y.
# nnprep: softmax

import numpy as np


def softmax_cross_entropy(logits, y):
    z = np.asarray(logits)
    dtype = np.float32 if z.dtype == np.float32 else np.float64
    m, K = z.shape
    z = z.astype(dtype)
    d = np.empty((m, K), dtype=dtype)
    losses = []
    for i, (row, label) in enumerate(zip(z, y)):
        label = int(label)
        row = row - row.max()
        e = np.exp(row)
        p = e / e.sum()
        losses.append(float(np.log(e.sum()) - row[label]))
        d[i] = p
        d[i, label] = p[label] * (p[label] - 1)
    return sum(losses) / m, d / m
