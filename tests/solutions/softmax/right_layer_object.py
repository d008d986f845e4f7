"""A layer that keeps its probabilities from the forward to the backward pass."""

import numpy as np


class Loss:
    def __init__(self, logits):
        top = np.maximum.reduce(logits, axis=1, keepdims=True)
        self.below_top = np.subtract(logits, top)
        self.exps = np.exp(self.below_top)
        self.sums = np.add.reduce(self.exps, axis=1)

    def forward(self, y):
        own = np.array([row[label] for row, label in zip(self.below_top, y)])
        return np.average(np.log(self.sums) - own)

    def backward(self, y):
        gradient = self.exps / self.sums[:, None]
        for row, label in zip(gradient, y):
            row[label] -= 1
        return gradient / len(gradient)


def softmax_cross_entropy(logits, y):
    layer = Loss(logits)
    return layer.forward(y), layer.backward(y)
