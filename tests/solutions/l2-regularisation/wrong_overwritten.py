# expect: last-layer-only
import numpy as np


def l2_loss_and_grads(data_loss, grads_W, weights, lam):
    out = []
    for g, W in zip(grads_W, weights):
        penalty = lam / 2 * np.sum(W**2)
        out += [g + lam * W]
    return data_loss + penalty, out
