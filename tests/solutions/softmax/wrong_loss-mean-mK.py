# expect: loss-mean-mK + narrow-logits
import numpy as np


def softmax_cross_entropy(logits, y):
    K = logits.shape[1]
    Y = (np.arange(K) == y[:, None]).astype(logits.dtype)
    z = logits - logits.max(1, keepdims=True)
    lse = np.log(np.exp(z).sum(1, keepdims=True))
    loss = np.mean(np.where(Y > 0, lse - z, 0))
    return loss, (np.exp(z - lse) - Y) / len(Y)
