# expect: both-no-half
import numpy as np


def l2_loss_and_grads(data_loss, grads_W, weights, lam):
    total = data_loss + lam * sum(np.linalg.norm(W) ** 2 for W in weights)
    return total, [g + (lam + lam) * W for g, W in zip(grads_W, weights)]
