# expect: gradients-averaged
def lora_forward(x, W, A, B, alpha):
    s = alpha / B.shape[0]
    return x @ (W + s * A @ B)


def lora_backward(dout, x, W, A, B, alpha):
    m = x.shape[0]
    s = alpha / B.shape[0]
    dB = s * A.T @ (x.T @ dout) / m
    dA = s * (x.T @ dout) @ B.T / m
    dx = dout @ (W + s * A @ B).T
    return dx, dA, dB


def merge(W, A, B, alpha):
    return W + (alpha / B.shape[0]) * (A @ B)
