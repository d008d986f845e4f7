# Works with classes as rows internally, and returns nested lists and a 0-d array.
import numpy as np


def softmax_cross_entropy(logits, y):
    z = np.array(logits, dtype=np.float64).T
    z -= z.max(0)
    normaliser = np.exp(z).sum(0)
    scores = z[y, range(z.shape[1])] - np.log(normaliser)
    gradient = np.exp(z) / normaliser
    gradient[y, range(z.shape[1])] -= 1.0
    return np.array(scores.mean() * -1), (gradient.T / z.shape[1]).tolist()
