# expect: bias-into-weights-in-place + thresholded
import numpy as np


def forward(X, W1, b1, W2, b2):
    def sg(q):
        r = np.exp(-np.abs(q))
        return np.where(q >= 0, 1 / (1 + r), r / (1 + r))

    W1 += np.reshape(b1, (1, -1))
    z1 = X @ W1
    a1 = sg(z1)
    z2 = a1 @ W2 + np.reshape(b2, (1, 1))
    a2 = sg(z2)
    for i in range(a2.shape[0]):
        a2[i, 0] = 1.0 if a2[i, 0] > 0.5 else 0.0
    return a2, a1, z1, z2
