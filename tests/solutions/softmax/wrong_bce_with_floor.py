# expect: loss-bce-floor
import numpy as np


def _log_softmax(z):
    z = z - np.max(z, axis=-1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))


def softmax_cross_entropy(logits, y):
    scores = np.asarray(logits)
    single = scores.dtype == np.float32
    scores = scores.astype(np.float64)
    batch, classes = scores.shape
    mask = np.asarray(y).reshape(-1, 1) == np.arange(classes)
    logp = _log_softmax(scores)
    others = np.where(mask, 0, np.log1p(-np.minimum(np.exp(logp), 1 - 1e-15)))
    nll = -logp[mask] - others.sum(axis=1)
    grad = (np.exp(logp) - mask) / batch
    if single:
        grad = grad.astype(np.float32)
    return float(np.mean(nll)), grad
