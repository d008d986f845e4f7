# expect: max-added-back + one-max-in-gradient
import numpy as np


def softmax_cross_entropy(logits, y):
    logits = logits if np.issubdtype(logits.dtype, np.floating) else np.float64(logits)
    m = len(y)
    tops = logits.max(1)
    log_total = tops + np.log(np.exp(logits - tops[:, None]).sum(1))
    loss = (log_total - np.take_along_axis(logits, np.int64(y)[:, None], 1)[:, 0]).mean()
    lowered = logits - np.max(logits)
    gradient = np.exp(lowered - np.log(np.sum(np.exp(lowered), 1))[:, None])
    gradient[np.arange(m), y] -= 1
    return float(loss), gradient / m
