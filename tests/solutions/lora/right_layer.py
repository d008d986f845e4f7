# Layers with a forward and a backward method, as in a small framework.
import numpy as np


class Linear:
    def __init__(self, weight, frozen=False):
        self.weight = weight
        self.frozen = frozen

    def forward(self, x):
        self.x = x
        return np.dot(x, self.weight)

    def backward(self, dout):
        self.grad = None if self.frozen else np.dot(self.x.T, dout)
        return np.dot(dout, self.weight.T)


class LoRA:
    def __init__(self, W, A, B, alpha):
        self.base = Linear(W, frozen=True)
        self.down, self.up = Linear(A), Linear(B)
        self.scaling = alpha / A.shape[-1]

    def forward(self, x):
        return self.base.forward(x) + self.up.forward(self.down.forward(x)) * self.scaling

    def backward(self, dout):
        return self.base.backward(dout) + self.down.backward(self.up.backward(dout * self.scaling))


def lora_forward(x, W, A, B, alpha):
    return LoRA(W, A, B, alpha).forward(x)


def lora_backward(dout, x, W, A, B, alpha):
    layer = LoRA(W, A, B, alpha)
    layer.forward(x)
    dx = layer.backward(dout)
    return dx, layer.down.grad, layer.up.grad


def merge(W, A, B, alpha):
    out = W.copy()
    out += (alpha / A.shape[-1]) * np.dot(A, B)
    return out
