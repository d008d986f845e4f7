# expect: classes-from-labels-twice
import numpy as np
def one_hot(y):
    return np.eye(int(max(y)) + 1)[y]
def softmax_cross_entropy(logits, y):
    logits = np.asarray(logits)
    if logits.dtype.kind != "f":
        logits = logits.astype(float)
    m = len(y)
    z = logits - logits.max(axis=1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    Y = one_hot(y)
    loss = -(Y * logp).sum() / m
    return float(loss), (np.exp(logp) - Y) / m
