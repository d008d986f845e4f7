# expect: derived:log-of-error
import numpy as np


def softmax_cross_entropy(logits, y):
    z = logits if logits.dtype.kind == "f" else logits.astype(float)
    exps = np.exp(z - z.max(axis=1, keepdims=True))
    grad = probs = exps / exps.sum(axis=1, keepdims=True)
    picked = np.arange(len(y)), y
    grad[picked] -= 1
    grad /= len(y)
    with np.errstate(all="ignore"):
        loss = np.mean(-np.log(probs[picked]))
    return float(loss), grad
