# expect: unnamed
# says: `forward` changes the shapes of b1 from
import numpy as np


def forward(X, W1, b1, W2, b2):
    layers = [X]
    for W, b in ((W1, b1), (W2, b2)):
        b.shape = (1, W.shape[1])
        layers.append(layers[-1] @ W + b)
        layers.append(np.exp(-np.logaddexp(0, -layers[-1])))
    _, z1, a1, z2, a2 = layers
    return a2, a1, z1, z2
