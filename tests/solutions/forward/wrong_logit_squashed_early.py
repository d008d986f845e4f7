# expect: z2-squashed-and-again
import numpy as np


class Logistic:
    def __call__(self, x):
        return (1 + np.tanh(x / 2)) / 2


def forward(X, W1, b1, W2, b2):
    act = Logistic()
    z1 = np.einsum("ij,jk->ik", X, W1) + b1
    a1 = act(z1)
    z2 = act(np.einsum("ij,jk->ik", a1, W2) + b2)
    return act(z2), a1, z1, z2
