# expect: derived:log-dropped + bias-gradient-mean
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
        rng = np.random.default_rng(seed)
        self.K = sizes[-1]
        self.lr = lr
        self.W = [rng.normal(0, np.sqrt(2 / i), (i, o)) for i, o in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, o)) for o in sizes[1:]]

    def one_hot(self, y):
        """Return an (m, K) array of zeros with a 1 in each row, in the column of its label.

        y  (m,)  labels
        """
        y = np.asarray(y).astype(int)
        return np.array([[float(c == t) for c in range(self.K)] for t in y])

    def _pass(self, X):
        acts = [np.asarray(X, dtype=float)]
        L = len(self.W)
        for k in range(L):
            Z = np.matmul(acts[-1], self.W[k]) + self.b[k]
            acts.append(np.maximum(0, Z) if k < L - 1 else Z)
        return acts

    def _log_softmax(self, Z):
        Z = Z - Z.max(axis=1, keepdims=True)
        return Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))

    def forward(self, X):
        """Return the probability of every class for each row, shape (m, K).

        X  (m, sizes[0])  float64
        """
        return np.exp(self._log_softmax(self._pass(X)[-1]))

    def loss(self, X, y):
        """Return the mean cross-entropy, a float.

        X  (m, sizes[0])    y  (m,)
        """
        logp = self._log_softmax(self._pass(X)[-1])
        y = np.asarray(y).astype(int)
        return float(-np.exp(logp)[np.arange(len(y)), y].mean())

    def gradients(self, X, y):
        """Return (gW, gb), the gradients of the loss on this batch, without moving any parameter.

        gW  list, each shaped like its W      gb  list, each shaped like its b
        """
        A = self._pass(X)
        dZ = (self.forward(X) - self.one_hot(y)) / len(X)
        L = len(self.W)
        gW, gb = [None] * L, [None] * L
        for k in range(L - 1, -1, -1):
            gW[k] = A[k].T @ dZ
            gb[k] = dZ.mean(axis=0, keepdims=True)
            if k > 0:
                dZ = (dZ @ self.W[k].T) * (A[k] > 0)
        return gW, gb

    def train_step(self, X, y):
        """Take one step of gradient descent on this batch, parameter = parameter - lr·gradient. Return nothing."""
        gW, gb = self.gradients(X, y)
        for k in range(len(self.W)):
            self.W[k] = self.W[k] - self.lr * gW[k]
            self.b[k] = self.b[k] - self.lr * gb[k]

    def predict(self, X):
        """Return the most likely class of each row: (m,) integers."""
        return self.forward(X).argmax(axis=1)
