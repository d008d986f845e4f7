import numpy as np


def numerical_grad(f, x, h=1e-5):
    # A copy, so that the caller's x never moves; float64, because h added to
    # an integer or a float32 number would be lost.
    point = np.array(x, dtype=float)
    grad = np.zeros(point.shape)
    for index in np.ndindex(point.shape):
        old = point[index]
        point[index] = old + h
        up = f(point)
        point[index] = old - h
        down = f(point)
        # Back to the number itself: adding h again would leave a rounding error.
        point[index] = old
        # Two-sided, so the error falls with h² instead of h.
        grad[index] = (up - down) / (2 * h)
    return grad


def rel_error(a, b):
    # Relative, so small gradients are judged like large ones.
    total = np.linalg.norm(a) + np.linalg.norm(b)
    if total == 0:
        return 0.0
    return float(np.linalg.norm(a - b) / total)
