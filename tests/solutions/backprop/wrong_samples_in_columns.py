# expect: db-total
import numpy as np


def backward(X, y, W2, a1, a2):
    inputs, hidden = X.T, a1.T  # one column for each sample
    count = inputs.shape[1]
    out = a2.T - np.asarray(y, dtype=a2.dtype).reshape(1, -1)
    back = W2 @ out * hidden * (1 - hidden)
    return (
        (back @ inputs.T / count).T,
        np.sum(back) / count,
        (out @ hidden.T / count).T,
        np.sum(out) / count,
    )
