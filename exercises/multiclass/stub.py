# nnprep: multiclass
"""A multi-layer perceptron for K classes.

Write the class `SoftmaxMLP`: any number of hidden ReLU layers, then a softmax over K = sizes[-1] classes.

    Z[k] = A[k] @ W[k] + b[k]            A[0] = X
    A[k+1] = max(0, Z[k])                in every layer except the last
    P = softmax(Z of the last layer)     each row sums to 1

    L = mean over the m rows of  -log( P[i, y[i]] )

Conventions
    Rows are samples: X is (m, sizes[0]), W[k] is (sizes[k], sizes[k+1]), b[k] is (1, sizes[k+1]).
    L is a mean over the m rows, and the gradients are of that mean.
    P and L must be finite and correct however large the logits are: think of ±1000.
    Labels are (m,), whole numbers from 0 to K - 1, of integer or float type. Take K from sizes; a batch may not
    contain every class.
    W and b are lists of float64 arrays, one for each layer; callers may assign to them.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest multiclass.py)

    >>> net = SoftmaxMLP([2, 2, 3], lr=0.5)
    >>> net.W = [np.array([[0.1, -0.2], [0.3, 0.4]]), np.array([[0.6, 0.2, -0.3], [-0.5, 0.1, 0.4]])]
    >>> net.b = [np.array([[0.05, -0.05]]), np.array([[0.1, 0.0, -0.1]])]
    >>> X, y = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([0, 2])
    >>> net.one_hot(y).tolist()
    [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    >>> np.round(net.forward(X), 6).tolist()
    [[0.389487, 0.331899, 0.278615], [0.334447, 0.365944, 0.299609]]
    >>> round(float(net.loss(X, y)), 6)
    1.074101
    >>> gW, gb = net.gradients(X, y)
    >>> np.round(gW[0], 6).tolist(), np.round(gb[0], 6).tolist()
    ([[-0.191756, 0.0], [0.483974, -0.410786]], [[0.050231, -0.205393]])
    >>> np.round(gW[1], 6).tolist()
    [[0.062907, 0.143824, -0.206731], [0.125418, 0.137229, -0.262647]]
    >>> np.round(gb[1], 6).tolist()
    [[-0.138033, 0.348921, -0.210888]]
    >>> net.train_step(X, y)
    >>> np.round(net.W[0], 6).tolist(), round(float(net.loss(X, y)), 6)
    ([[0.195878, -0.2], [0.058013, 0.605393]], 0.721766)
    >>> [int(label) for label in net.predict(X)]
    [0, 2]
"""

import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        """Create a network with these layer sizes; [2, 8, 3] has one hidden layer and three classes.

        sizes  list of int, from the number of inputs to the number of classes
        lr     float, the learning rate
        seed   int; the same seed gives the same weights

        W  list of (sizes[k], sizes[k+1]): normal, mean 0, standard deviation sqrt(2 / sizes[k]) in every layer (He)
        b  list of (1, sizes[k+1]): zeros; both float64
        """
        raise NotImplementedError

    def one_hot(self, y):
        """Return an (m, K) array of zeros with a 1 in each row, in the column of its label.

        y  (m,)  labels
        """
        raise NotImplementedError

    def forward(self, X):
        """Return the probability of every class for each row, shape (m, K).

        X  (m, sizes[0])  float64
        """
        raise NotImplementedError

    def loss(self, X, y):
        """Return the mean cross-entropy, a float.

        X  (m, sizes[0])    y  (m,)
        """
        raise NotImplementedError

    def gradients(self, X, y):
        """Return (gW, gb), the gradients of the loss on this batch, without moving any parameter.

        gW  list, each shaped like its W      gb  list, each shaped like its b
        """
        raise NotImplementedError

    def train_step(self, X, y):
        """Take one step of gradient descent on this batch, parameter = parameter - lr·gradient. Return nothing."""
        raise NotImplementedError

    def predict(self, X):
        """Return the most likely class of each row: (m,) integers."""
        raise NotImplementedError
