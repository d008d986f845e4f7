# expect: prediction-and-a-dict

import numpy as np


def squash(z):
    return 0.5 * np.tanh(0.5 * z) + 0.5


def forward(X, W1, b1, W2, b2):
    hidden = X @ W1 + b1
    out = squash(hidden) @ W2 + b2
    return squash(out), dict(Z1=hidden, A1=squash(hidden), Z2=out)
