# expect: grad-no-mean + narrow-logits
import numpy as np


def softmax_cross_entropy(logits, y):
    idx = np.arange(logits.shape[0])
    z = logits - np.amax(logits, 1)[:, None]
    logp = z - np.log(np.einsum("ij->i", np.exp(z)))[:, None]
    grad = np.exp(logp)
    grad[idx, y] -= 1
    return -np.mean(logp[idx, y]), grad
