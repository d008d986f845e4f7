# expect: unnamed
# says: a2 takes only the values 0 and 1: 0 where what follows from your z2 is
import numpy as np


def forward(X, W1, b1, W2, b2):
    z1 = np.matmul(X, W1) + b1
    a1 = np.exp(-np.logaddexp(0.0, -z1))
    z2 = np.matmul(a1, W2)
    a2 = np.where(z2 > 0.5, 1.0, 0.0)
    return a2, a1, z1, z2
