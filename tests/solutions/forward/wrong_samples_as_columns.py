# expect: samples-as-columns

import numpy as np


def squash(z):
    return 0.5 * np.tanh(0.5 * z) + 0.5


def forward(X, W1, b1, W2, b2):
    hidden = W1 @ X + b1
    out = W2 @ squash(hidden) + b2
    return squash(out), squash(hidden), hidden, out
