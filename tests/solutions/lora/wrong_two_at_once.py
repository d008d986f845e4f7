# expect: dx-base-only + merge-unscaled
def lora_forward(x, W, A, B, alpha):
    r = B.shape[0]
    base, delta = x @ W, x @ A @ B
    return base + alpha * delta / r


def lora_backward(dout, x, W, A, B, alpha):
    r = B.shape[0]
    up = alpha * dout @ B.T / r
    return dout @ W.T, x.T @ up, alpha * (x @ A).T @ dout / r


def merge(W, A, B, alpha):
    return W + A @ B
