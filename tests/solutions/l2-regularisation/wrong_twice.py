# expect: grad-2lambda
import numpy as np


def l2_loss_and_grads(data_loss, grads_W, weights, lam):
    grads = []
    for g, W in zip(grads_W, weights):
        data_loss = data_loss + lam * np.vdot(W, W) / 2
        grads.append(2 * W * lam + g)
    return data_loss, grads
