# expect: narrow-row-numbers
import numpy as np


def softmax_cross_entropy(logits, y):
    x = logits if logits.dtype in (np.float32, np.float64) else np.asarray(logits, float)
    count = np.empty_like(y)
    count[:] = np.arange(len(y)).astype(y.dtype)
    x = x - np.amax(x, axis=-1)[:, None]
    log_p = x - np.log(np.sum(np.exp(x), axis=-1))[:, None]
    target = np.zeros_like(log_p)
    target[count, y] = 1
    return -float(np.mean(log_p[count, y])), (np.exp(log_p) - target) / y.size
