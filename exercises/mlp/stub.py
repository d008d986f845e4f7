# nnprep: mlp
"""A multi-layer perceptron for two classes, trained with momentum.

Write the class `MLP`: any number of hidden ReLU layers, then one sigmoid unit.

    Z[k] = A[k] @ W[k] + b[k]            A[0] = X
    A[k+1] = max(0, Z[k])                in every layer except the last
    p = sigmoid(Z of the last layer)

    L = mean over the m rows of  -( y·log(p) + (1 - y)·log(1 - p) )

Conventions
    Rows are samples: X is (m, sizes[0]), W[k] is (sizes[k], sizes[k+1]), b[k] is (1, sizes[k+1]).
    L is a mean over the batch, and the gradients are of that mean.
    The loss must be finite and correct however confident the network is: think of logits of ±1000.
    So must the probabilities and the gradients.
    Labels are 0 or 1, as (m,) or (m, 1), integer or float.
    W and b are lists of float64 arrays, one for each layer; callers may assign to them.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest mlp.py)

    >>> net = MLP([2, 2, 1], lr=0.5, momentum=0.9)
    >>> net.W = [np.array([[0.1, -0.2], [0.3, 0.4]]), np.array([[0.6], [-0.5]])]
    >>> net.b = [np.array([[0.05, -0.05]]), np.array([[0.1]])]
    >>> X, y = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([1, 0])
    >>> np.round(net.forward(X), 6).tolist()
    [[0.547358], [0.528718]]
    >>> round(float(net.loss(X, y)), 6)
    0.677476
    >>> gW, gb = net.gradients(X, y)
    >>> np.round(gW[0], 6).tolist(), np.round(gb[0], 6).tolist()
    ([[-0.135793, 0.0], [0.317231, -0.264359]], [[0.022823, -0.13218]])
    >>> np.round(gW[1], 6).tolist(), np.round(gb[1], 6).tolist()
    ([[0.137885], [0.198269]], [[0.038038]])
    >>> [round(float(loss), 6) for loss in net.fit(X, y, epochs=3)]
    [0.677476, 0.558555, 0.418014]
    >>> np.round(net.W[1], 6).tolist()
    [[0.432088], [-1.067767]]
    >>> [int(label) for label in net.predict(X)]
    [1, 0]
"""

import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        """Create a network with these layer sizes; [2, 8, 1] has one hidden layer.

        sizes     list of int, from the number of inputs to the 1 output
        lr        float, the learning rate
        momentum  float, the fraction of the previous move that carries over
        seed      int; the same seed gives the same weights

        W  list of (sizes[k], sizes[k+1]): normal, mean 0, standard deviation sqrt(2 / sizes[k]) in every layer (He)
        b  list of (1, sizes[k+1]): zeros; both float64
        """
        raise NotImplementedError

    def forward(self, X):
        """Return the probability of label 1 for each row, shape (m, 1).

        X  (m, sizes[0])  float64
        """
        raise NotImplementedError

    def loss(self, X, y):
        """Return the mean binary cross-entropy, a float.

        X  (m, sizes[0])    y  (m,) or (m, 1)
        """
        raise NotImplementedError

    def gradients(self, X, y):
        """Return (gW, gb), the gradients of the loss on this batch, without moving any parameter.

        gW  list, each shaped like its W      gb  list, each shaped like its b
        """
        raise NotImplementedError

    def step(self, gW, gb):
        """Move every parameter once, with momentum. Return nothing.

        v = momentum·v - lr·g        parameter = parameter + v        v is 0 before the first step
        """
        raise NotImplementedError

    def train_step(self, X, y):
        """Take one step using the gradients of this batch. Return nothing."""
        raise NotImplementedError

    def fit(self, X, y, epochs):
        """Take `epochs` training steps on the whole batch.

        Return the losses, a list of floats: entry t is the loss before step t.
        """
        raise NotImplementedError

    def predict(self, X):
        """Return the more likely label of each row: (m,) integers 0 and 1."""
        raise NotImplementedError
