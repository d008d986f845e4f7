"""How people write the methods of `MLP`: right ones, with what they compute instead in each place."""

from itertools import pairwise

import numpy as np

from nnprep.checks.choices import GUARD, either, instead


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


class MLP:
    """A network whose methods show where people decide otherwise."""

    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        self.lr, self.momentum = lr, momentum
        rng = np.random.default_rng(seed)
        biases = either(
            0.0,
            "biases were drawn at random like the weights",
            1.0,
            "biases started at 1",
            None,
        )
        self.W, self.b = [], []
        for n_in, n_out in pairwise(sizes):
            std = either(
                np.sqrt(2 / n_in),
                "the weights' standard deviation were sqrt(1/n_in)",
                np.sqrt(1 / n_in),
                "the weights' standard deviation were 0.01 whatever the width",
                0.01,
                "the weights' standard deviation were 0.577/sqrt(n_in) as for draws between ±1/sqrt(n_in)",
                np.sqrt(1 / 3 / n_in),
                "the weights' standard deviation were 1/n_in",
                1 / n_in,
                "the weights' standard deviation were 0.577/n_in as for draws between ±1/n_in",
                np.sqrt(1 / 3) / n_in,
                "the weights' standard deviation were 2/sqrt(n_in)",
                2 / np.sqrt(n_in),
                "the weights' standard deviation were 2/n_in",
                2 / n_in,
                "the weights' standard deviation were sqrt(2)/n_in",
                np.sqrt(2) / n_in,
                "the weights' standard deviation were Glorot's sqrt(2/(n_in + n_out))",
                np.sqrt(2 / (n_in + n_out)),
                "the weights' standard deviation were sqrt(1/(n_in + n_out))",
                np.sqrt(1 / (n_in + n_out)),
                "the weights' standard deviation were 2/(n_in + n_out)",
                2 / (n_in + n_out),
                "the weights' standard deviation were sqrt(6/(n_in + n_out)) which is a limit for uniform draws",
                np.sqrt(6 / (n_in + n_out)),
                "the weights' standard deviation were sqrt(2/n_out)",
                np.sqrt(2 / n_out),
                "the weights' standard deviation were sqrt(1/n_out)",
                np.sqrt(1 / n_out),
                "the weights' standard deviation were 0.1 whatever the width",
                0.1,
                "the weights' standard deviation were 1 whatever the width",
                1.0,
                "the weights' standard deviation were 0.29 whatever the width as for draws between -0.5 and 0.5",
                np.sqrt(1 / 12),
                "the weights' standard deviation were 0.58 whatever the width as for draws between -1 and 1",
                np.sqrt(1 / 3),
            )
            W = std * rng.standard_normal((n_in, n_out))
            self.W.append(either(W, "no weight were negative", np.abs(W) * std / np.std(np.abs(W))))
            self.b.append(np.ones((1, n_out)) if biases is None else biases * rng.standard_normal((1, n_out)))
        self.vW = [np.zeros_like(W) for W in self.W]
        self.vb = [np.zeros_like(b) for b in self.b]

    def forward(self, X):
        start = either(
            X,
            "X went through a ReLU before the first layer",
            np.maximum(X, 0),
            "each column of X were centered first",
            X - X.mean(axis=0),
        )
        self.A, self.Z = [start], []
        last = len(self.W) - 1
        for k, (W, b) in enumerate(zip(self.W, self.b, strict=True)):
            bias = either(
                b,
                "no layer had a bias",
                0,
                "the output layer had no bias",
                b if k < last else 0,
                "only the output layer had a bias",
                b if k == last else 0,
                "biases were subtracted",
                -b,
            )
            z = self.A[-1] @ W + bias
            self.Z.append(z)
            hidden = either(
                np.maximum(z, 0),
                "hidden layers had a sigmoid",
                sigmoid(z),
                "hidden layers had a tanh",
                np.tanh(z),
                "hidden layers had no activation",
                z,
                "hidden layers had a leaky ReLU with 0.01·z below zero",
                np.where(z > 0, z, 0.01 * z),
                "hidden layers had a leaky ReLU with 0.1·z below zero",
                np.where(z > 0, z, 0.1 * z),
                "hidden layers took the absolute value",
                np.abs(z),
                "hidden layers had a softplus",
                np.logaddexp(0, z),
                "hidden layers let 1 through where z is above zero",
                (z > 0) * 1.0,
                "hidden layers kept what is below zero instead of what is above",
                np.minimum(z, 0),
            )
            active = either(
                True,
                "the last hidden layer had no activation",
                k < last - 1,
                "only the first layer had an activation",
                k == 0,
                "the first layer had no activation",
                k > 0,
            )
            self.A.append(hidden if active else z)
        z = self.Z[-1] = either(
            self.Z[-1],
            "the logit went through a ReLU first",
            np.maximum(self.Z[-1], 0),
            "the logit were negated",
            -self.Z[-1],
            "the logit went through a tanh first",
            np.tanh(self.Z[-1]),
            "the logit went through a sigmoid first",
            sigmoid(self.Z[-1]),
        )
        self.A[-1] = either(
            sigmoid(z),
            "the logits were returned",
            z,
            "the output layer had a tanh",
            np.tanh(z),
            "the output layer had a ReLU instead of a sigmoid",
            np.maximum(z, 0),
            "the sigmoid were e^z / (1 + e^z) which is nan for large logits",
            np.exp(z) / (1 + np.exp(z)),
            "a softmax ran over the rows of the batch",
            np.exp(z - z.max()) / np.sum(np.exp(z - z.max())),
            "a softmax ran over the only output",
            np.ones_like(z),
            "the probabilities were rounded to labels",
            np.round(sigmoid(z)),
        )
        return either(self.A[-1], "the probabilities had the shape (m,)", self.A[-1].ravel())

    def loss(self, X, y):
        self.forward(X)
        z, p = self.Z[-1], self.A[-1]
        cost = either(
            lambda y, log_p, log_not_p: -(y * log_p + (1 - y) * log_not_p),
            "each row cost its squared error",
            lambda y, log_p, log_not_p: (p - y) ** 2,
            "rows with label 0 cost nothing",
            lambda y, log_p, log_not_p: -y * log_p,
            "the sign were missing",
            lambda y, log_p, log_not_p: y * log_p + (1 - y) * log_not_p,
            "each row were charged for the other label",
            lambda y, log_p, log_not_p: -(y * log_not_p + (1 - y) * log_p),
            "rows with label 0 lowered it",
            lambda y, log_p, log_not_p: -y * log_p + (1 - y) * log_not_p,
            "each row cost its absolute error",
            lambda y, log_p, log_not_p: np.abs(p - y),
            "y·z were left out of log(1 + e^z) - y·z",
            lambda y, log_p, log_not_p: np.logaddexp(0, z),
            "y·z were added to log(1 + e^z) instead of subtracted",
            lambda y, log_p, log_not_p: np.logaddexp(0, z) + y * z,
            "rows with label 1 cost nothing",
            lambda y, log_p, log_not_p: -(1 - y) * log_not_p,
        )
        total = either(
            lambda rows: float(np.mean(rows)),
            "the rows were summed instead of averaged",
            lambda rows: float(np.sum(rows)),
            "each row had its own",
            lambda rows: rows,
            "1/m were in there twice",
            lambda rows: float(np.mean(rows)) / len(X),
        )
        logs = either(
            (-np.logaddexp(0, -z), -np.logaddexp(0, z)),
            "the cost of a row were capped as by a small number inside the logarithm",
            (np.log(np.maximum(p, 1e-12)), np.log(np.maximum(1 - p, 1e-12))),
            "the logarithm were taken of p without protection",
            (np.log(p), np.log(1 - p)),
            "1e-8 were added inside the logarithms",
            (np.log(p + 1e-8), np.log(1 - p + 1e-8)),
            "only probabilities of exactly 0 or 1 were replaced in the logarithms",
            (np.log(np.where(p == 0, GUARD, p)), np.log(1 - np.where(p == 1, 1 - GUARD, p))),
            "1e-7 were added inside the logarithms",
            (np.log(p + 1e-7), np.log(1 - p + 1e-7)),
            "1e-9 were added inside the logarithms",
            (np.log(p + 1e-9), np.log(1 - p + 1e-9)),
            "1e-10 were added inside the logarithms",
            (np.log(p + 1e-10), np.log(1 - p + 1e-10)),
            "1e-12 were added inside the logarithms",
            (np.log(p + 1e-12), np.log(1 - p + 1e-12)),
            "1e-15 were added inside the logarithms",
            (np.log(p + 1e-15), np.log(1 - p + 1e-15)),
            "1e-5 were added inside the logarithms",
            (np.log(p + 1e-5), np.log(1 - p + 1e-5)),
            "1e-6 were added inside the logarithms",
            (np.log(p + 1e-6), np.log(1 - p + 1e-6)),
        )
        scale = either(1, "the result were halved", 0.5, "logarithms had base 2", 1 / np.log(2))
        y = np.asarray(y, dtype=float)
        column = either(y.reshape(-1, 1), "labels of shape (m,) weren't made a column", y)
        return total(cost(column, *logs)) * scale

    def gradients(self, X, y):
        if not instead("the values of the last forward pass counted whatever X it had"):
            self.forward(X)
        A, Z, p = self.A, self.Z, self.A[-1]
        y = np.asarray(y, dtype=float)
        y = either(y.reshape(-1, 1), "labels of shape (m,) weren't made a column", y)
        m = either(
            len(X),
            "the mean's 1/m were missing",
            1,
            "everything were divided by m twice",
            len(X) ** 2,
        )
        m = m / either(1, "every gradient were doubled", 2, "every gradient were halved", 0.5)
        error = either(
            p - y,
            "the error were multiplied by the output's slope p·(1 - p)",
            (p - y) * p * (1 - p),
            "the error were y - p",
            y - p,
            "the error were y - p multiplied by the output's slope p·(1 - p)",
            (y - p) * p * (1 - p),
            "the loss were the squared error with the gradient 2·(p - y)·p·(1 - p)",
            2 * (p - y) * p * (1 - p),
            "the output error were multiplied by a ReLU mask",
            (p - y) * (Z[-1] > 0),
            "the loss's slope (p - y)/(p·(1 - p)) weren't multiplied by the output's slope",
            (p - y) / (p * (1 - p)),
            "the error were z - y",
            Z[-1] - y,
            "the output's slope were that of a tanh",
            (p - y) * (1 - p**2),
            "the output's slope were taken of p as if it were a logit",
            (p - y) * sigmoid(p) * (1 - sigmoid(p)),
            "the loss's slope were multiplied by the output's slope taken of p as if it were a logit",
            (p - y) / (p * (1 - p)) * sigmoid(p) * (1 - sigmoid(p)),
            "the loss were the squared error with the gradient 2·(p - y) times the output's slope taken of p",
            2 * (p - y) * sigmoid(p) * (1 - sigmoid(p)),
            "the error were y - p times the output's slope taken of p as if it were a logit",
            (y - p) * sigmoid(p) * (1 - sigmoid(p)),
            "p·(1 - p) were divided out and multiplied in again which is 0/0 for sure predictions",
            (p - y) / (p * (1 - p)) * (p * (1 - p)),
            "the loss's slope came from probabilities that are kept away from 0 and 1 by {}",
            np.where(y == 1, -1 / np.maximum(p, GUARD), 1 / np.maximum(1 - p, GUARD)) * p * (1 - p),
            "the loss's slope came from probabilities that are clipped at {0} and 1 - {0}",
            (np.clip(p, GUARD, 1 - GUARD) - y)
            / (np.clip(p, GUARD, 1 - GUARD) * (1 - np.clip(p, GUARD, 1 - GUARD)))
            * (p * (1 - p)),
            "only rows with label 1 had an error",
            -y * (1 - p),
        )
        delta = error / m
        last = len(self.W) - 1
        gW, gb = [None] * len(self.W), [None] * len(self.b)
        carried, before, plain = delta, delta, (p - y) / len(X)
        for k in reversed(range(len(self.W))):
            inputs = either(
                A[k],
                "gW were built from the pre-activations",
                Z[k - 1] if k else X,
                "gW were built from each layer's output A[k+1]",
                A[k + 1],
                "gW were built from the masks of the inputs",
                (Z[k - 1] > 0) * 1.0 if k else X,
            )
            gW[k] = inputs.T @ either(
                delta,
                "gW were divided by m once more",
                delta / len(X),
                "gW weren't divided by m",
                delta * len(X),
            )
            source = either(delta, "gb came from the error before the hidden slope", before)
            summed = either(
                source,
                "gb weren't divided by m",
                source * len(X),
            )
            gb[k] = either(
                np.sum(summed, axis=0, keepdims=True),
                "gb were means over the rows instead of sums",
                np.mean(summed, axis=0, keepdims=True),
                "gb were one number for each layer",
                np.sum(summed),
                "gb had the shape (n,)",
                np.sum(summed, axis=0),
                "gb weren't summed over the rows",
                summed + 0,
                "gb were summed along each row instead of over the rows",
                np.sum(summed, axis=1, keepdims=True),
                "gb were the mean of all entries",
                np.mean(summed) * len(X),
                "gb were the mean of all entries divided by m once more",
                np.mean(summed),
                "gb were the sum of all entries with shape (1, 1)",
                np.sum(summed, keepdims=True),
                "one number filled each gb",
                np.full_like(self.b[k], np.sum(summed)),
                "gb were means over the rows with shape (n,)",
                np.mean(summed, axis=0),
                "gb were sums of gW over its rows",
                np.sum(gW[k], axis=0, keepdims=True),
            )
            if k > 0:
                plain = plain @ self.W[k].T
                before = carried @ either(
                    self.W[k].T,
                    "the error went back through weights that had already moved",
                    (self.W[k] - self.lr * gW[k]).T,
                    "the error went back without W",
                    np.ones_like(self.W[k]).T,
                    "gW stood in the place of W where the error goes back",
                    gW[k].T,
                )
                before = either(before, "the error went back without any slopes", plain)
                slope = either(
                    Z[k - 1] > 0,
                    "",
                    A[k] > 0,
                    "the hidden slope were missing",
                    1.0,
                    "the hidden slope were that of a sigmoid taken of the activation",
                    sigmoid(A[k]) * (1 - sigmoid(A[k])),
                    "the hidden slope were that of a sigmoid",
                    A[k] * (1 - A[k]),
                    "the hidden slope were that of a tanh",
                    1 - A[k] ** 2,
                    "the hidden slope were Z itself",
                    Z[k - 1],
                    "the hidden slope were the activation",
                    A[k],
                    "the ReLU mask came from the layer after",
                    Z[k] > 0,
                    "the hidden slope were the sigmoid's at Z",
                    sigmoid(Z[k - 1]) * (1 - sigmoid(Z[k - 1])),
                    "the hidden slope were the tanh's at Z",
                    1 - np.tanh(Z[k - 1]) ** 2,
                    "the hidden slope were 0.01 where Z is below zero",
                    np.where(Z[k - 1] > 0, 1, 0.01),
                    "the error were masked by its own sign",
                    before > 0,
                    "the output's slope p·(1 - p) stood in the place of the hidden one",
                    p * (1 - p),
                    "the hidden slope were Z·(1 - Z)",
                    Z[k - 1] * (1 - Z[k - 1]),
                    "every layer had the ReLU mask of the first",
                    Z[0] > 0,
                    "the ReLU mask were inverted",
                    Z[k - 1] <= 0,
                )
                sloped = either(
                    True,
                    "the last hidden layer had no slope",
                    k < last,
                    "only the last hidden layer had a slope",
                    k == last,
                    "the first layer had no slope",
                    k > 1,
                )
                delta = (
                    before
                    * (slope if sloped else 1.0)
                    / either(1, "each layer divided its error by m again", len(X))
                )
                carried = either(
                    delta, "each layer handed down its error from before the hidden slope", before
                )
        if instead("W and b also moved by lr times their gradients"):
            for k in range(len(self.W)):
                self.W[k] = self.W[k] - self.lr * gW[k]
                self.b[k] = self.b[k] - self.lr * gb[k].reshape(1, -1)
        gb = either(gb, "gb began with the last layer", gb[::-1])
        return either(
            (gW, gb),
            "both lists began with the last layer",
            (gW[::-1], gb[::-1]),
            "gb were returned before gW",
            (gb, gW),
        )

    def step(self, gW, gb):
        beta = either(
            self.momentum,
            "momentum were 0.9 whatever was asked for",
            0.9,
            "momentum were 0 whatever was asked for",
            0.0,
        )
        of_W = either(
            None,
            "W moved along its gradient",
            lambda v, g: beta * v + self.lr * g,
            "W had no momentum",
            lambda v, g: -self.lr * g,
            "the gradient of W were multiplied by 1 - momentum",
            lambda v, g: beta * v - (1 - beta) * self.lr * g,
            "the gradient of W weren't multiplied by lr",
            lambda v, g: beta * v - g,
            "W moved along its gradient without momentum",
            lambda v, g: self.lr * g,
            "W moved by its gradient without momentum or lr",
            lambda v, g: -g,
            "the velocity of W were momentum·v + g",
            lambda v, g: beta * v + g,
            "the velocity of W were momentum·v + (1 - momentum)·g",
            lambda v, g: beta * v + (1 - beta) * g,
            "the velocity of W were momentum·v - (1 - momentum)·g",
            lambda v, g: beta * v - (1 - beta) * g,
        )
        of_b = either(
            None,
            "b moved along its gradient",
            lambda v, g: beta * v + self.lr * g,
            "b had no momentum",
            lambda v, g: -self.lr * g,
            "the gradient of b were multiplied by 1 - momentum",
            lambda v, g: beta * v - (1 - beta) * self.lr * g,
            "the gradient of b weren't multiplied by lr",
            lambda v, g: beta * v - g,
            "b moved along its gradient without momentum",
            lambda v, g: self.lr * g,
            "b moved by its gradient without momentum or lr",
            lambda v, g: -g,
            "the velocity of b were momentum·v + g",
            lambda v, g: beta * v + g,
            "the velocity of b were momentum·v + (1 - momentum)·g",
            lambda v, g: beta * v + (1 - beta) * g,
            "the velocity of b were momentum·v - (1 - momentum)·g",
            lambda v, g: beta * v - (1 - beta) * g,
        )
        velocity = either(
            lambda v, g: beta * v - self.lr * g,
            "v were momentum·v + lr·g",
            lambda v, g: beta * v + self.lr * g,
            "the new gradient were multiplied by 1 - momentum",
            lambda v, g: beta * v - (1 - beta) * self.lr * g,
            "no move carried over",
            lambda v, g: -self.lr * g,
            "the learning rate were missing",
            lambda v, g: beta * v - g,
            "v were momentum·v + g",
            lambda v, g: beta * v + g,
            "v were momentum·v + (1 - momentum)·g",
            lambda v, g: beta * v + (1 - beta) * g,
            "v were momentum·v - (1 - momentum)·g",
            lambda v, g: beta * v - (1 - beta) * g,
            "v were momentum·v + (1 - momentum)·lr·g",
            lambda v, g: beta * v + (1 - beta) * self.lr * g,
            "the old velocity were multiplied by lr as well",
            lambda v, g: self.lr * (beta * v - g),
            "momentum multiplied the new gradient too",
            lambda v, g: beta * (v - self.lr * g),
            "all earlier moves carried over in full",
            lambda v, g: v - self.lr * g,
            "momentum and 1 - momentum were exchanged",
            lambda v, g: (1 - beta) * v - beta * self.lr * g,
            "lr and momentum were exchanged",
            lambda v, g: self.lr * v - beta * g,
        )
        move = either(
            lambda each, v, g, old: each + v,
            "parameters moved by lr·v",
            lambda each, v, g, old: each + self.lr * v,
            "parameters moved by momentum·v - lr·g with the updated v",
            lambda each, v, g, old: each + beta * v - self.lr * g,
            "parameters moved by the velocity from before its update",
            lambda each, v, g, old: each + old,
            "lr·g were subtracted again beside the velocity",
            lambda each, v, g, old: each + v - self.lr * g,
            "momentum multiplied the parameters instead of their last move",
            lambda each, v, g, old: (1 + beta) * each - self.lr * g,
            "parameters were replaced by their velocity",
            lambda each, v, g, old: v + 0,
        )
        layers = either(
            range(len(self.W)),
            "only the last layer moved",
            [len(self.W) - 1],
            "the last layer never moved",
            range(len(self.W) - 1),
            "only the first layer moved",
            [0],
            "the first layer never moved",
            range(1, len(self.W)),
        )
        for k in layers:
            vW, vb = self.vW[k], self.vb[k]
            self.vW[k], self.vb[k] = (of_W or velocity)(vW, gW[k]), (of_b or velocity)(vb, gb[k])
            if not instead("W never moved"):
                self.W[k] = move(self.W[k], self.vW[k], gW[k], vW)
            if not instead("b never moved"):
                self.b[k] = either(
                    move, "b moved without its velocity", lambda b, v, g, old: b - self.lr * g
                )(self.b[k], self.vb[k], gb[k], vb)

    def train_step(self, X, y):
        X, y = np.asarray(X), np.asarray(y)
        for rows in either(
            [slice(None)],
            "it took a step for every row",
            [slice(i, i + 1) for i in range(len(X))],
            "it took two steps",
            [slice(None)] * 2,
            "it used the first row only",
            [slice(0, 1)],
        ):
            error = either(
                None,
                "its error were multiplied by the output's slope p·(1 - p)",
                lambda p, y: (p - y) * p * (1 - p),
                "its error were y - p",
                lambda p, y: y - p,
                "its loss were the squared error with the gradient 2·(p - y)·p·(1 - p)",
                lambda p, y: 2 * (p - y) * p * (1 - p),
            )
            slope = either(
                None,
                "its hidden slope were missing",
                lambda z, a: 1.0,
                "its hidden slope were that of a sigmoid",
                lambda z, a: a * (1 - a),
                "its hidden slope were that of a tanh",
                lambda z, a: 1 - a**2,
            )
            plain = instead("it moved parameters without momentum")
            moved = instead("its error went back through weights that had already moved")
            gW, gb = self.gradients(X[rows], y[rows])
            if error or slope or moved:
                p, m = self.forward(X[rows]), len(X[rows])
                column = y[rows].astype(float).reshape(-1, 1)
                delta = (error(p, column) if error else p - column) / m
                for k in reversed(range(len(self.W))):
                    gW[k], gb[k] = self.A[k].T @ delta, delta.sum(0)[np.newaxis]
                    if k > 0:
                        v = (0 if plain else self.momentum * self.vW[k]) - self.lr * gW[k]
                        delta = delta @ (self.W[k] + v if moved else self.W[k]).T
                        z, a = self.Z[k - 1], self.A[k]
                        delta = delta * (slope(z, a) if slope else z > 0)
            scale = either(
                1,
                "it multiplied the gradients by m",
                len(X),
                "it divided the gradients by m again",
                1 / len(X),
                "it followed the gradients instead of going against them",
                -1,
                "it multiplied the gradients by lr before step did so again",
                self.lr,
                "it doubled the gradients",
                2,
            )
            gW, gb = [scale * g for g in gW], [scale * g for g in gb]
            if instead("its bias gradients were not moved along"):
                gb = [0 * g for g in gb]
            if instead("velocities were set to 0 before its step"):
                self.vW = [0 * v for v in self.vW]
                self.vb = [0 * v for v in self.vb]
            if plain:
                self.W = [W - self.lr * g for W, g in zip(self.W, gW, strict=True)]
                self.b = [b - self.lr * g for b, g in zip(self.b, gb, strict=True)]
            else:
                self.step(gW, gb)

    def fit(self, X, y, epochs):
        history = []
        if instead("velocities were set to 0 at the start of each fit"):
            self.vW = [0 * v for v in self.vW]
            self.vb = [0 * v for v in self.vb]
        for _ in range(
            either(
                epochs,
                "one epoch too many were trained",
                epochs + 1,
                "the last epoch were missing",
                epochs - 1,
                "only one epoch were trained",
                1,
            )
        ):
            before = self.loss(X, y)
            for rows in either(
                [slice(None)],
                "an epoch were a step for every row",
                [slice(i, i + 1) for i in range(len(X))],
                "each epoch took two steps",
                [slice(None)] * 2,
                "no step were taken",
                [],
            ):
                self.train_step(X[rows], y[rows])
            entry = either(
                before,
                "the history had the losses after each step",
                self.loss(X, y),
                "the history had the means of the losses before and after each step",
                (before + self.loss(X, y)) / 2,
            )
            history.append(
                entry
                * either(
                    1,
                    "the losses in the history were sums over the rows",
                    len(X),
                    "the losses in the history were divided by m again",
                    1 / len(X),
                )
            )
        return either(
            history,
            "the loss after the last step were appended",
            [*history, self.loss(X, y)],
            "only the last loss were returned",
            history[-1] if history else None,
            "the first loss were left out of the history",
            history[1:],
            "the history began with its end",
            history[::-1],
            "the mean of the losses were returned",
            float(np.mean(history)) if history else None,
        )

    def predict(self, X):
        p = self.forward(X)
        z = self.Z[-1]
        value = either(
            p,
            "the logit were compared instead of the probability",
            z,
            "1 - p were compared instead of p",
            1 - p,
        )
        threshold = either(
            0.5,
            "the threshold were 0",
            0.0,
            "the threshold were the mean of the batch",
            np.mean(value),
            "the threshold were 1",
            1.0,
        )
        value = either(
            value.ravel(),
            "labels had the shape (m, 1)",
            value,
            "labels of a single row had no axis",
            np.squeeze(value),
        )
        label = (value > threshold).astype(int)
        return either(
            label,
            "labels were exchanged",
            1 - label,
            "labels were -1 and 1",
            2 * label - 1,
            "probabilities were returned",
            value,
            "probabilities were truncated to integers",
            value.astype(int),
        )
