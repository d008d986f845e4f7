# expect: derived:inner-sum
import numpy as np


def forward(X, W1, b1, W2, b2):
    m = X.shape[0]
    n_in, n_hidden = W1.shape
    b1 = np.ravel(b1)
    b2 = np.ravel(b2)
    z1 = np.zeros((m, n_hidden), dtype=X.dtype)
    a1 = np.zeros((m, n_hidden), dtype=X.dtype)
    z2 = np.zeros((m, 1), dtype=X.dtype)
    a2 = np.zeros((m, 1), dtype=X.dtype)
    for i in range(m):
        for j in range(n_hidden):
            total = b1[j]
            for k in range(1, n_in):
                total = total + X[i, k] * W1[k, j]
            z1[i, j] = total
            a1[i, j] = 1 / (1 + np.exp(-total))
        out = b2[0]
        for j in range(n_hidden):
            out = out + a1[i, j] * W2[j, 0]
        z2[i, 0] = out
        a2[i, 0] = 1 / (1 + np.exp(-out))
    return a2, a1, z1, z2
