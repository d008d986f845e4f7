# expect: tanh-hidden
import numpy as np


def forward(X, W1, b1, W2, b2):
    z1 = np.dot(X, W1) + b1
    a1 = 1 - 2 / (1 + np.exp(np.minimum(2 * z1, 700)))
    z2 = np.dot(a1, W2) + b2
    return 0.5 + 0.5 * np.tanh(0.5 * z2), a1, z1, z2
