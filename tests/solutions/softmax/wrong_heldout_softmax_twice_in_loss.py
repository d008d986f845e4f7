# expect: derived:softmax-twice
import numpy as np


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def cross_entropy(z, y):
    z = z - np.max(z, axis=-1, keepdims=True)
    per_sample = np.log(np.sum(np.exp(z), axis=-1)) - z[np.arange(len(y)), y]
    return per_sample.mean()


def gradient(z, y):
    p = softmax(z)
    onehot = np.zeros_like(p)
    onehot[np.arange(len(y)), y] = 1
    return (p - onehot) / len(y)


def softmax_cross_entropy(logits, y):
    """Return (loss, dlogits).

    logits   (m, K)  float64, float32 or integers
    y        (m,)    labels, integers of any type, including uint8

    loss     float   the mean cross-entropy
    dlogits  (m, K)  the gradient of that mean; float32 for float32 logits, otherwise float64
    """
    z = np.asarray(logits)
    if z.dtype != np.float32:
        z = z.astype(np.float64)
    return float(cross_entropy(softmax(z), y)), gradient(z, y)
