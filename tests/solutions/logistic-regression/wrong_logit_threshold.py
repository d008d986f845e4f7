# expect: predict-from-logit
import numpy as np


def loss_and_grads(X, y, w, b, lam=0.0):
    z = b + X.dot(w)
    p = 0.5 + 0.5 * np.tanh(0.5 * z)
    loss = (np.logaddexp(0, z) - y * z).mean() + 0.5 * lam * (w**2).sum()
    return loss, (p - y).dot(X) / z.size + lam * w, (p - y).mean()


def predict(X, w, b, threshold=0.5):
    return np.array((b + X.dot(w)) > threshold, dtype=int)
