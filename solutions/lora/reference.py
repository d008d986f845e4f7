def lora_forward(x, W, A, B, alpha):
    scale = alpha / A.shape[1]  # the rank is what A and B share
    # (x A) B costs m·r·(n + k); x (A B) would first build a matrix like W.
    return x @ W + scale * (x @ A) @ B  # (m, k)


def lora_backward(dout, x, W, A, B, alpha):
    scale = alpha / A.shape[1]
    # The gradient at x A, the output of the first of the two small layers.
    dlow = scale * dout @ B.T  # (m, r)
    dA = x.T @ dlow  # (n, r)
    dB = scale * (x @ A).T @ dout  # (r, k)
    # W is frozen, so it needs no gradient. But x reaches the output through it.
    dx = dout @ W.T + dlow @ A.T  # (m, n)
    return dx, dA, dB


def merge(W, A, B, alpha):
    # A new array: the frozen W may belong to other adapters too.
    return W + alpha / A.shape[1] * A @ B  # (n, k)
