# expect: labels-of-all-rows
import numpy as np


def softmax_cross_entropy(logits, y):
    rows = np.arange(len(logits))
    y = y[:, None]
    logits = logits if logits.dtype.kind == "f" else logits.astype(float)
    shifted = logits - logits.max(axis=1, keepdims=True)
    exps = np.exp(shifted)
    totals = exps.sum(axis=1, keepdims=True)
    log_probs = shifted - np.log(totals)
    loss = -log_probs[rows, y].mean()
    probs = exps / totals
    one_hot = np.zeros_like(probs)
    one_hot[rows, y] = 1
    dlogits = (probs - one_hot) / len(logits)
    return float(loss), dlogits
