# expect: only-prediction + naive-sigmoid
import numpy as np


def layer(inputs, weights, bias):
    return 1.0 / (1.0 + np.exp(-(inputs.dot(weights) + bias)))


def forward(X, W1, b1, W2, b2):
    return layer(layer(X, W1, b1), W2, b2)
