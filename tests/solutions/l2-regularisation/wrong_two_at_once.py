# expect: mean-of-squares + sign
import numpy as np


def l2_loss_and_grads(data_loss, grads_W, weights, lam):
    loss = data_loss
    for W in weights:
        loss = loss + lam / 2 * (W**2).mean()
    return loss, [g - W * lam for g, W in zip(grads_W, weights)]
