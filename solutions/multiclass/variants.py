"""How people write the methods: right ones, with what they compute instead in each place."""

from itertools import pairwise

import numpy as np

from nnprep.checks.choices import GUARD, either, instead


class SoftmaxMLP:
    """The network, with the constructor of the reference."""

    def __init__(self, sizes, lr=0.1, seed=0):
        self.lr, self.n_classes = lr, sizes[-1]
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

    def one_hot(self, y):
        labels = np.asarray(y).astype(int)
        rows = np.arange(len(labels))
        columns = either(
            self.n_classes,
            "there were as many columns as the batch's largest label plus 1",
            max(labels.max() + 1, 1),
            "there were as many columns as different labels in the batch",
            len(np.unique(labels)),
            "the number of columns were the second entry of sizes",
            self.W[0].shape[1],
            "there were always ten columns",
            10,
            "there were one column more than classes",
            self.n_classes + 1,
        )
        at = either(
            labels,
            "labels started at 1",
            labels - 1,
            "labels were counted from the last column",
            -1 - labels,
            "each 1 were one column too far right",
            (labels + 1) % columns,
        )
        Y = np.zeros((len(labels), columns))
        seen = (at < columns) & (at >= -columns)
        rows, at = rows[seen], at[seen]
        if instead("whole columns were filled"):
            rows = slice(None)
        Y[rows, at] = 1
        if instead("0 and 1 were swapped"):
            Y = 1 - Y
        return either(
            Y,
            "the table were transposed",
            Y.T,
            "a single label gave a row without the axis of the batch",
            np.squeeze(Y),
            "the table were flat",
            Y.ravel(),
            "only the columns with a 1 were kept",
            Y[:, Y.any(axis=0)],
        )

    def forward(self, X):
        X = either(
            X,
            "X's column means were subtracted",
            X - X.mean(axis=0),
            "X went through a ReLU before the first layer",
            np.maximum(X, 0),
        )
        self.A, self.Z = [X], []
        last = len(self.W) - 1
        active = either(
            lambda k: True,
            "only the first layer had an activation",
            lambda k: k == 0,
            "the first layer had no activation",
            lambda k: k > 0,
            "the last hidden layer had no activation",
            lambda k: k < last - 1,
        )
        activation = either(
            lambda z: np.maximum(z, 0),
            "the hidden layers had a sigmoid",
            lambda z: np.exp(-np.logaddexp(0, -z)),
            "the hidden layers had no activation",
            lambda z: z,
            "the hidden layers had a tanh",
            np.tanh,
            "the hidden layers had a leaky ReLU with 0.01·z below zero",
            lambda z: np.where(z > 0, z, 0.01 * z),
            "the hidden layers took the absolute value",
            np.abs,
        )
        biased = either(
            lambda k: 1,
            "no layer added b",
            lambda k: 0,
            "the last layer didn't add b",
            lambda k: k < last,
            "b were subtracted",
            lambda k: -1,
        )
        for k in range(len(self.W)):
            self.Z.append(self.A[-1] @ self.W[k] + biased(k) * self.b[k])
            self.A.append(activation(self.Z[-1]) if active(k) else self.Z[-1])
        z = self.Z[-1]
        if instead("the logits went through the hidden layers' activation before the softmax"):
            z = activation(z)
        top, e = z.max(axis=1, keepdims=True), np.exp(z)
        row = np.exp(z - top)
        sigmoids = np.exp(-np.logaddexp(0, -z))
        P = row / row.sum(axis=1, keepdims=True)
        self.A[-1] = either(
            P,
            "nothing were subtracted before the softmax's exponential",
            e / e.sum(axis=1, keepdims=True),
            "one maximum were subtracted from the whole batch",
            np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=1, keepdims=True),
            "the outputs were independent sigmoids",
            sigmoids,
            "each class were divided by its sum over the batch without subtracting a maximum",
            e / e.sum(axis=0),
            "the softmax ran down the batch",
            np.exp(z - z.max(axis=0)) / np.exp(z - z.max(axis=0)).sum(axis=0),
            "one maximum were subtracted from the whole batch and each class divided by its sum over the batch",
            np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=0),
            "each row's maximum were subtracted and each class divided by its sum over the batch",
            row / row.sum(axis=0),
            "the exponentials were divided by the sum over the whole batch without subtracting a maximum",
            e / e.sum(),
            "the softmax ran over the whole batch",
            np.exp(z - z.max()) / np.exp(z - z.max()).sum(),
            "each row's maximum were subtracted and everything divided by the sum over the whole batch",
            row / row.sum(),
            "each class's maximum over the batch were subtracted and each row divided by its sum",
            np.exp(z - z.max(axis=0)) / np.exp(z - z.max(axis=0)).sum(axis=1, keepdims=True),
            "each row's mean were subtracted instead of its maximum",
            np.exp(z - z.mean(axis=1, keepdims=True))
            / np.exp(z - z.mean(axis=1, keepdims=True)).sum(axis=1, keepdims=True),
            "the logits were returned",
            z,
            "the exponentials weren't divided by their sum",
            e,
            "each row's maximum were subtracted and the exponentials weren't divided by their sum",
            row,
            "the softmax were applied twice",
            np.exp(P) / np.exp(P).sum(axis=1, keepdims=True),
            "log-probabilities were returned",
            z - top - np.log(row.sum(axis=1, keepdims=True)),
            "sigmoids were divided by their row's sum",
            sigmoids / sigmoids.sum(axis=1, keepdims=True),
        )
        return self.A[-1]

    def loss(self, X, y):
        P, z = self.forward(X), self.Z[-1]
        labels, m, K = np.asarray(y).astype(int), len(X), self.n_classes
        Y = self.one_hot(y)
        top = z.max(axis=1, keepdims=True)
        log_p = z - top - np.log(np.exp(z - top).sum(axis=1, keepdims=True))
        # No check shows how low a cap is if it's that low.
        capped, capped_rest = np.log(np.maximum(P, 1e-12)), np.log(np.maximum(1 - P, 1e-12))
        rows = either(
            -np.sum(Y * log_p, axis=1),
            "each row's loss had a cap",
            -np.sum(Y * capped, axis=1),
            "the logarithm were that of a probability that can round to 0",
            -np.sum(Y * np.log(P), axis=1),
            "the logarithm were that of the true class's probability which can round to 0",
            -np.sum(np.where(Y > 0, np.log(P), 0), axis=1),
            "squared errors were summed over the classes",
            np.sum((P - Y) ** 2, axis=1),
            "a small number were added to the probabilities in the logarithm",
            -np.sum(Y * np.log(P + GUARD), axis=1),
            "1e-8 were added to the probabilities in the logarithm",
            -np.sum(Y * np.log(P + 1e-8), axis=1),
            "1e-7 were added to the probabilities in the logarithm",
            -np.sum(Y * np.log(P + 1e-7), axis=1),
            "1e-9 were added to the probabilities in the logarithm",
            -np.sum(Y * np.log(P + 1e-9), axis=1),
            "1e-10 were added to the probabilities in the logarithm",
            -np.sum(Y * np.log(P + 1e-10), axis=1),
            "1e-12 were added to the probabilities in the logarithm",
            -np.sum(Y * np.log(P + 1e-12), axis=1),
            "1e-15 were added to the probabilities in the logarithm",
            -np.sum(Y * np.log(P + 1e-15), axis=1),
            "1e-5 were added to the probabilities in the logarithm",
            -np.sum(Y * np.log(P + 1e-5), axis=1),
            "1e-6 were added to the probabilities in the logarithm",
            -np.sum(Y * np.log(P + 1e-6), axis=1),
            "the probabilities in the logarithm were clipped at both ends",
            -np.sum(Y * np.log(np.clip(P, GUARD, 1 - GUARD)), axis=1),
            "each class were charged as in binary cross-entropy and capped",
            -np.sum(Y * capped + (1 - Y) * capped_rest, axis=1),
            "each class were charged as in binary cross-entropy with 1e-8 added in the logarithms",
            -np.sum(Y * np.log(P + 1e-8) + (1 - Y) * np.log(1 - P + 1e-8), axis=1),
            "each class were charged as in binary cross-entropy of probabilities that can round to 0 or 1",
            -np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P), axis=1),
            "each class were charged as in binary cross-entropy with the exact log for the true one",
            -np.sum(Y * log_p + (1 - Y) * np.log1p(-P), axis=1),
            "the softmax were applied twice",
            -np.sum(Y * (P - np.log(np.exp(P).sum(axis=1, keepdims=True))), axis=1),
            "the log of the sum of exponentials were taken without subtracting a maximum",
            -np.sum(Y * (z - np.log(np.exp(z).sum(axis=1, keepdims=True))), axis=1),
            "half the squared errors were summed over the classes",
            np.sum((P - Y) ** 2, axis=1) / 2,
            "each row were paired with the labels of all rows",
            -np.mean(log_p[:, labels], axis=1),
            "the maximum were subtracted in the sum of exponentials and never added back",
            -np.sum(Y * (log_p + top), axis=1),
            "absolute errors were summed over the classes",
            np.sum(np.abs(P - Y), axis=1),
            "the most likely class counted instead of the label",
            -np.max(log_p, axis=1),
            "the label's number were multiplied by the log of every class",
            -np.sum(np.reshape(labels, (-1, 1)) * log_p, axis=1),
            "the labels were left out and the logs of all classes counted",
            -np.sum(log_p, axis=1),
            "the logarithm were missing and minus the true class's probability counted",
            -np.sum(Y * P, axis=1),
            "the logs were weighted with the probabilities instead of the labels",
            -np.sum(P * log_p, axis=1),
            "one maximum were subtracted from the whole batch in the sum of exponentials",
            -np.sum(Y * (z - z.max() - np.log(np.exp(z - z.max()).sum(axis=1, keepdims=True))), axis=1),
            "the logarithm of a probability of 0 were 0",
            -np.sum(Y * np.where(P > 0, np.log(P), 0), axis=1),
        )
        scale = either(
            1,
            "the sign were reversed",
            -1,
            "the result were halved",
            1 / 2,
            "the logarithm had base 2",
            1 / np.log(2),
        )
        return either(
            float(np.sum(scale * rows) / m),
            "the rows were summed instead of averaged",
            float(np.sum(scale * rows)),
            "the mean were over all m·K entries",
            float(np.sum(scale * rows) / (m * K)),
            "each row had an entry of its own in the result",
            scale * rows,
            "the sum were divided by the number of classes",
            float(np.sum(scale * rows) / K),
            "the sum were divided by m twice",
            float(np.sum(scale * rows) / m**2),
        )

    def gradients(self, X, y):
        P = self.forward(X)
        A, Z = self.A, self.Z
        rows, last = len(X), len(self.W) - 1
        numbers = np.reshape(np.asarray(y), (-1, 1))
        Y = self.one_hot(y)
        m = either(
            rows,
            "the mean's 1/m were missing",
            1,
            "everything were divided by all m·K entries",
            P.size,
            "everything were divided by the number of classes",
            P.shape[1],
            "everything were divided by m twice",
            rows**2,
            "everything were halved",
            2 * rows,
        )
        slope, squared = P * (1 - P), 2 * (P - Y)
        delta = (
            either(
                P - Y,
                "the output error were multiplied by P·(1 - P)",
                (P - Y) * slope,
                "the output error were label minus prediction",
                Y - P,
                "the loss were a squared error whose gradient is 2·(P - Y)·P·(1 - P)",
                squared * slope,
                "the output error were label minus prediction multiplied by P·(1 - P)",
                (Y - P) * slope,
                "the output error were 2·(P - Y) without the slope of the softmax",
                squared,
                "the output error were -Y/P",
                -Y / P,
                "only the true class had an error",
                (P - 1) * Y,
                "the output error were -Y/P multiplied by P·(1 - P)",
                -Y / P * slope,
                "the squared error (P - Y)² went back through the whole softmax",
                P * (squared - (squared * P).sum(axis=1, keepdims=True)),
                "half the squared error (P - Y)²/2 went back through the whole softmax",
                P * (P - Y - ((P - Y) * P).sum(axis=1, keepdims=True)),
                "the output error were (P - Y)/(P·(1 - P))",
                (P - Y) / slope,
                "the output error were multiplied by a ReLU mask of the logits",
                (P - Y) * (Z[-1] > 0),
                "the label's number were subtracted from every probability",
                P - numbers,
                "the labels were left out",
                P,
                "whole columns of the one-hot labels were filled",
                P - np.isin(np.arange(P.shape[1]), numbers),
            )
            / m
        )
        per_weight = either(
            1,
            "gradients of W weren't divided by m",
            rows,
            "gradients of W were divided by m once more",
            1 / rows,
        )
        per_bias = either(
            lambda k: 1,
            "gradients of b weren't divided by m",
            lambda k: rows,
            "gradients of b were divided by m once more",
            lambda k: 1 / rows,
            "gradients of the hidden layers' b weren't divided by m",
            lambda k: rows if k < last else 1,
        )
        total = either(
            lambda error: error.sum(axis=0, keepdims=True),
            "gradients of b were one number for all units summed over all entries",
            np.sum,
            "gradients of b were flat",
            lambda error: error.sum(axis=0),
            "gradients of b were one number for all units and the mean of all entries",
            lambda error: np.mean(error) * rows,
            "gradients of b weren't summed over the rows",
            lambda error: error,
            "gradients of b were summed along each row",
            lambda error: error.sum(axis=1, keepdims=True),
            "gradients of b were one number in a table of (1, 1)",
            lambda error: error.sum(keepdims=True),
            "gradients of b were the same sum over all entries for each unit",
            lambda error: np.full((1, error.shape[1]), error.sum()),
            "gradients of b were summed along each row without keepdims",
            lambda error: error.sum(axis=1),
        )
        inputs = either(
            lambda k: A[k],
            "gradients of W used the pre-activations of the layer before",
            lambda k: Z[k - 1] if k else X,
        )
        masked = either(
            lambda k: True,
            "the last hidden layer had no slope",
            lambda k: k < last - 1,
            "only the first layer had a slope",
            lambda k: k == 0,
            "the first layer had no slope",
            lambda k: k > 0,
            "only the last hidden layer had a slope",
            lambda k: k == last - 1,
        )
        hidden = either(
            lambda k, error: Z[k] > 0,
            "",
            lambda k, error: A[k + 1] > 0,
            "the hidden slope were missing",
            lambda k, error: 1,
            "the hidden slope were that of the sigmoid A·(1 - A)",
            lambda k, error: A[k + 1] * (1 - A[k + 1]),
            "the hidden slope were that of the tanh 1 - A²",
            lambda k, error: 1 - A[k + 1] ** 2,
            "the hidden slope were the activation itself",
            lambda k, error: np.maximum(Z[k], 0),
            "the hidden slope were the pre-activation itself",
            lambda k, error: Z[k],
            "the hidden slope were 0.01 for inactive units",
            lambda k, error: np.where(Z[k] > 0, 1, 0.01),
            "the hidden slope were that of the sigmoid at Z",
            lambda k, error: np.exp(-np.abs(Z[k])) / (1 + np.exp(-np.abs(Z[k]))) ** 2,
            "the hidden slope were that of the tanh at Z",
            lambda k, error: 1 - np.tanh(Z[k]) ** 2,
            "the hidden slope were 1 - Z²",
            lambda k, error: 1 - Z[k] ** 2,
            "the hidden slope were Z·(1 - Z)",
            lambda k, error: Z[k] * (1 - Z[k]),
            "the hidden slope were 1 for positive errors and 0 for others",
            lambda k, error: error > 0,
        )
        back = either(
            lambda k, error, gW: error @ self.W[k].T,
            "the error went back through weights that the step had moved",
            lambda k, error, gW: error @ (self.W[k] - self.lr * gW).T,
            "the error went back through gradients instead of W",
            lambda k, error, gW: error @ gW.T,
            "the error were divided by m at each layer",
            lambda k, error, gW: error @ self.W[k].T / rows,
        )
        unmasked = delta
        gW, gb = [], []
        for k in reversed(range(last + 1)):
            step = inputs(k).T @ delta
            weight = step * per_weight
            at_bias = either(delta, "b got the error before the hidden slope", unmasked)
            gW.insert(0, weight)
            gb.insert(0, total(at_bias) * per_bias(k))
            if k > 0:
                passed = either(
                    delta,
                    "the layers below got the error from before the hidden slope",
                    unmasked,
                )
                unmasked = back(k, passed, weight)
                delta = unmasked * (hidden(k - 1, unmasked) if masked(k - 1) else 1)
        return (gW[::-1], gb[::-1]) if instead("gradients came last layer first") else (gW, gb)

    def train_step(self, X, y):
        count = len(self.W)
        again = either(
            lambda k, bias: False,
            "b used gradients from after all steps of W",
            lambda k, bias: bias and k == 0,
            "gradients were computed again after each layer's step",
            lambda k, bias: not bias and k > 0,
            "gradients were computed again after each parameter's step",
            lambda k, bias: bias or k > 0,
        )
        lr = either(
            self.lr,
            "the step followed the gradient uphill",
            -self.lr,
            "the learning rate were missing",
            1,
            "the step were divided by m",
            self.lr / len(X),
            "the learning rate were 0.1 whatever the caller passes",
            0.1,
            "the learning rate were 0.01 whatever the caller passes",
            0.01,
            "the step were m times as large",
            self.lr * len(X),
            "the step were taken with half the learning rate",
            self.lr / 2,
            "the step were doubled",
            self.lr * 2,
            "the learning rate were 1 and the step went uphill",
            -1,
        )
        moves = either(
            lambda k: True,
            "only the last layer moved",
            lambda k: k == count - 1,
            "the last layer didn't move",
            lambda k: k < count - 1,
            "the first layer didn't move",
            lambda k: k > 0,
            "only the first layer moved",
            lambda k: k == 0,
        )
        weight = either(
            lambda W, g: W - lr * g,
            "W moved uphill",
            lambda W, g: W + lr * g,
            "W weren't moved",
            lambda W, g: W,
            "W were replaced by its step",
            lambda W, g: -lr * g,
            "W moved without the learning rate",
            lambda W, g: W - np.sign(lr) * g,
            "W moved by the sign of its gradients",
            lambda W, g: W - lr * np.sign(g),
            "W shrank by a share of lr·0.01",
            lambda W, g: W - lr * (g + 0.01 * W),
        )
        bias = either(
            lambda b, g: b - lr * g,
            "b weren't moved",
            lambda b, g: b,
            "b moved uphill",
            lambda b, g: b + lr * g,
            "b moved without the learning rate",
            lambda b, g: b - np.sign(lr) * g,
            "b were replaced by its step",
            lambda b, g: -lr * g,
            "all of a layer's b moved by the mean of their gradients",
            lambda b, g: b - lr * np.mean(g),
            "all of a layer's b moved by the sum of their gradients",
            lambda b, g: b - lr * np.sum(g),
            "b moved by the sign of its gradients",
            lambda b, g: b - lr * np.sign(g),
        )
        batches = either(
            [(X, y)],
            "each row made a step of its own",
            [(X[i : i + 1], y[i : i + 1]) for i in range(len(X))],
            "each call made two steps",
            [(X, y), (X, y)],
            "only the first row were used",
            [(X[:1], y[:1])],
        )
        for some, labels in batches:
            gW, gb = self.gradients(some, labels)
            moved = [k for k in range(count) if moves(k)]
            if again(0, True) and not again(1, False):
                for k in moved:
                    self.W[k] = weight(self.W[k], gW[k])
                gb = self.gradients(some, labels)[1]
                for k in moved:
                    self.b[k] = bias(self.b[k], gb[k])
                continue
            for k in moved:
                if again(k, False):
                    gW, gb = self.gradients(some, labels)
                self.W[k] = weight(self.W[k], gW[k])
                if again(k, True):
                    gW, gb = self.gradients(some, labels)
                self.b[k] = bias(self.b[k], gb[k])

    def predict(self, X):
        P = self.forward(X)
        P = either(
            P,
            "only classes above one half counted",
            P * (P > 0.5),
            "logits below zero counted as 0",
            np.maximum(self.Z[-1], 0),
            "the first class were left out",
            P[:, 1:],
        )
        found = either(
            np.argmax(P, axis=1),
            "the likeliest row of each class were returned",
            np.argmax(P, axis=0),
            "the least likely class were returned",
            np.argmin(P, axis=1),
            "one number were returned for the whole batch",
            np.argmax(P),
            "the largest probability were returned",
            P.max(axis=1),
            "the largest probability were rounded to 0 or 1",
            np.round(P.max(axis=1)).astype(int),
            "labels were rounded probabilities of the last class",
            np.round(P[:, -1]).astype(int),
            "the probabilities were returned",
            P,
            "one-hot rows were returned",
            np.eye(P.shape[1])[np.argmax(P, axis=1)],
            "classes were sorted from the least likely",
            np.argsort(P, axis=1),
            "whether a probability is above one half were returned",
            (P > 0.5) * 1,
        )
        found = found + either(0, "labels started at 1", 1, "labels were one too small", -1)
        return either(
            found,
            "labels were a column of shape (m, 1)",
            np.reshape(found, (-1, 1)),
            "labels were a row of shape (1, m)",
            np.reshape(found, (1, -1)),
            "the label of a single row had no axis",
            np.squeeze(found),
        )
