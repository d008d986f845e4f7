import numpy as np


def softmax(z):
    # Subtracting the largest logit changes nothing but keeps exp from overflowing.
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def route(x, Wg, k):
    z = x @ Wg
    m, E = z.shape
    # A stable sort leaves equal logits in the order of their indices.
    chosen = np.argsort(-z, axis=1, kind="stable")[:, :k]
    # Only the chosen compete for a token's weight ...
    gates = softmax(np.take_along_axis(z, chosen, axis=1))
    weights = np.zeros((m, E))
    np.put_along_axis(weights, chosen, gates, axis=1)
    # ... but the loss looks at all experts: the choices made, and the router's probabilities.
    f = np.bincount(chosen.ravel(), minlength=E) / (m * k)
    P = softmax(z).mean(axis=0)
    aux = E * np.sum(f * P)
    return weights, float(aux)
