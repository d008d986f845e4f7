# expect: grad-columns + narrow-logits
import numpy as np


def softmax_cross_entropy(logits, y):
    z = logits - logits.max(axis=1).reshape(-1, 1)
    p = np.exp(z)
    s = p.sum(axis=1)
    p /= s.reshape(-1, 1)
    loss = (np.log(s) - z[range(len(y)), y]).mean()
    p[:, y] -= 1
    return loss, p / y.shape[0]
