# expect: not-squared
import numpy as np


def l2_loss_and_grads(data_loss, grads_W, weights, lam):
    norms = [np.sqrt((W * W).sum()) for W in weights]
    return data_loss + lam * sum(norms) / 2, [lam * W + g for g, W in zip(grads_W, weights)]
