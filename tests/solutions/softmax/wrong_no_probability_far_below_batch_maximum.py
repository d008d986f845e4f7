# expect: unnamed
# says: wrong here exactly where the maximum of another row is larger by
import numpy as np


def softmax_cross_entropy(logits, y):
    logits = np.asarray(logits, dtype=float if logits.dtype.kind != "f" else logits.dtype)
    hit = (np.arange(logits.shape[1]) == np.asarray(y)[:, None])
    gap = logits - logits.max()
    e = np.exp(gap)
    total = e.sum(axis=1, keepdims=True)
    p = e / np.where(total > 0, total, 1)
    own = logits - logits.max(axis=1, keepdims=True)
    loss = (np.log(np.exp(own).sum(axis=1)) - own[hit]).mean()
    return float(loss), (p - hit).astype(logits.dtype) / len(logits)
