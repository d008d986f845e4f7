# expect: loss-is-1-p + narrow-logits
import numpy as np


def softmax_cross_entropy(logits, y):
    scores = np.array(logits)
    N = scores.shape[0]
    scores = scores - scores.max(axis=1, keepdims=True)
    logsum = np.log(np.exp(scores).sum(axis=1, keepdims=True))
    logp = scores - logsum
    dscores = logp
    np.exp(dscores, out=dscores)
    dscores[range(N), y] -= 1
    dscores = dscores / N
    loss = -logp[range(N), y].sum() / N
    return float(loss), dscores
