# expect: inplace
import numpy as np


def l2_loss_and_grads(data_loss, grads_W, weights, lam):
    for k, W in enumerate(weights):
        np.add(grads_W[k], lam * W, out=grads_W[k])
        data_loss += lam / 2 * np.sum(W * W)
    return data_loss, grads_W
