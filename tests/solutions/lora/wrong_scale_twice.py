# expect: unnamed
# The scale of the layer once more on both gradients, as if alpha / r were a learning rate.
def lora_forward(x, W, A, B, alpha):
    return x @ W + (x @ A) @ B * (alpha / A.shape[1])


def lora_backward(dout, x, W, A, B, alpha):
    s = alpha / A.shape[1]
    dz = dout * s
    dA, dB = x.T @ (dz @ B.T), (x @ A).T @ dz
    return dout @ W.T + dz @ B.T @ A.T, s * dA, s * dB


def merge(W, A, B, alpha):
    return W + (A @ B) * (alpha / A.shape[1])
