# As in a framework: normalize, cross_entropy in both directions, labels = arange(m).
import numpy as np


def normalize(X):
    return X / np.sqrt(np.sum(np.square(X), axis=-1))[:, None]


def log_softmax(logits):
    shifted = logits - np.max(logits, axis=1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))


def cross_entropy(logits, labels):
    return -np.mean(log_softmax(logits)[np.arange(len(labels)), labels])


def info_nce(A, B, temperature):
    logits = normalize(A) @ normalize(B).T / temperature
    labels = np.arange(A.shape[0])
    return (cross_entropy(logits, labels) + cross_entropy(logits.T, labels)) / 2


def info_nce_logit_grad(A, B, temperature):
    logits = normalize(A) @ normalize(B).T / temperature
    m = logits.shape[0]
    labels = np.arange(m)

    def grad(scores):
        g = np.exp(log_softmax(scores))
        g[labels, labels] -= 1
        return g / m

    return 0.5 * grad(logits) + 0.5 * grad(logits.T).T
