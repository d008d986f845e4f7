# expect: naive-sigmoid
import numpy as np


def forward(X, W1, b1, W2, b2):
    z1 = X.dot(W1) + b1
    a1 = np.reciprocal(1 + np.exp(np.negative(z1)))
    z2 = a1.dot(W2) + b2
    return np.reciprocal(1 + np.exp(np.negative(z2))), a1, z1, z2
