# expect: float64-upcast + narrow-logits
import numpy as np


def softmax_cross_entropy(logits, y):
    one_hot = np.eye(logits.shape[1])[y]
    s = logits - logits.max(axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(y)), y].mean(), (np.exp(log_p) - one_hot) / len(y)
