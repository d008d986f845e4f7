# expect: db-scalar-means
import numpy as np


def _dense_backward(inp, grad_out):
    """Gradients of inp @ W + b, averaged over the rows."""
    rows = inp.shape[0]
    grad_w = inp.T.dot(grad_out) / rows
    grad_b = np.mean(grad_out)
    return grad_w, grad_b


def backward(X, y, W2, a1, a2):
    target = np.reshape(y, a2.shape).astype(a2.dtype)
    delta_out = a2 - target
    grad_w2, grad_b2 = _dense_backward(a1, delta_out)
    delta_hidden = np.dot(delta_out, W2.T) * (a1 * (1 - a1))
    grad_w1, grad_b1 = _dense_backward(X, delta_hidden)
    return grad_w1, grad_b1, grad_w2, grad_b2
