# expect: l1
import numpy as np


def l2_loss_and_grads(data_loss, grads_W, weights, lam):
    squares = np.sum([np.sum(np.square(W)) for W in weights])
    return data_loss + lam * squares / 2, [g + lam * ((W > 0) * 1.0 - (W < 0)) for g, W in zip(grads_W, weights)]
