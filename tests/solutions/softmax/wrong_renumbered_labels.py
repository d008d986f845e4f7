# expect: labels-renumbered
# nnprep: softmax
import numpy as np

def softmax_cross_entropy(logits, y):
    scores = np.asarray(logits)
    if scores.dtype != np.float32:
        scores = scores.astype(np.float64)
    classes, target = np.unique(y, return_inverse=True)
    target = target.reshape(-1)
    n = scores.shape[0]
    scores = scores - scores.max(axis=1, keepdims=True)
    e = np.exp(scores)
    tot = e.sum(axis=1)
    loss = np.mean(np.log(tot) - scores[range(n), target])
    grad = e / tot[:, None]
    grad[range(n), target] -= 1
    return float(loss), grad / n
