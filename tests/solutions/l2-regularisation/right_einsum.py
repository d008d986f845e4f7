import numpy as np


class Penalty:
    def __init__(self, lam):
        self.lam = lam

    def value(self, W):
        w = W.reshape(-1)
        return self.lam / 2.0 * np.einsum("i,i->", w, w)

    def pull(self, W):
        return self.lam * W


def l2_loss_and_grads(data_loss, grads_W, weights, lam):
    l2 = Penalty(lam)
    return data_loss + np.sum([l2.value(W) for W in weights]), [g + l2.pull(W) for g, W in zip(grads_W, weights)]
