# One-hot rows from an identity matrix, the loss as a sum over all entries, np.float64 loss.
import numpy as np


def softmax_cross_entropy(logits, y):
    m, K = logits.shape
    Y = np.eye(K, dtype=logits.dtype)[y]
    z = logits - np.max(logits, axis=-1, keepdims=True)
    lse = np.log(np.einsum("ij->i", np.exp(z)))[:, None]
    true_logit = np.where(Y == 1, z, 0).sum(axis=1, keepdims=True)
    loss = np.mean(lse - true_logit)
    P = np.exp(z - lse)
    return loss, np.divide(P - Y, m)
