# Every layer as one flat vector, the sum of squares as an inner product.
import numpy as np


def l2_loss_and_grads(data_loss, grads_W, weights, lam):
    flat = np.concatenate([W.ravel() for W in weights])
    loss = data_loss + lam * np.dot(flat, flat) / 2
    pulled = np.concatenate([g.ravel() for g in grads_W]) + lam * flat
    grads, start = [], 0
    for W in weights:
        grads.append(pulled[start : start + W.size].reshape(W.shape))
        start += W.size
    return loss, grads
