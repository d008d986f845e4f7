# expect: no-max + narrow-logits
import numpy as np


def softmax_cross_entropy(logits, y):
    e = np.exp(logits)
    S = np.sum(e, axis=1)
    loss = 0.0
    d = e / S[:, None]
    for i, label in enumerate(y):
        loss -= logits[i, label] - np.log(S[i])
        d[i, label] -= 1
    return loss / len(y), d / len(y)
