# nnprep: batchnorm
import numpy as np


class BatchNorm1d:
    """Like nn.BatchNorm1d: bias is `correction`, momentum is the weight of the new value."""

    def __init__(self, weight, bias, running_mean, running_var, momentum, eps):
        self.weight, self.bias = weight, bias
        self.running_mean, self.running_var = running_mean.copy(), running_var.copy()
        self.momentum, self.eps = momentum, eps

    def train_step(self, x):
        n = x.shape[0]
        mu, var = x.mean(0), x.var(0)
        self.invstd = 1 / np.sqrt(var + self.eps)
        self.xhat = (x - mu) * self.invstd
        self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mu
        correction = 1 if n > 1 else 0
        self.running_var = (1 - self.momentum) * self.running_var + self.momentum * x.var(0, ddof=correction)
        return self.xhat * self.weight + self.bias

    def eval_step(self, x):
        scale = self.weight / np.sqrt(self.running_var + self.eps)
        shift = self.bias - self.running_mean * scale
        return x * scale + shift

    def grad(self, grad_out):
        grad_weight = (grad_out * self.xhat).sum(0)
        grad_bias = grad_out.sum(0)
        gx = grad_out - grad_out.mean(0) - self.xhat * (grad_out * self.xhat).mean(0)
        return self.weight * self.invstd * gx, grad_weight, grad_bias


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    tensors = [x, gamma, beta, running_mean, running_var]
    dtype = np.dtype('float32') if all(t.dtype == 'float32' for t in tensors) else np.dtype('float64')
    x, gamma, beta, rm, rv = [t.astype(dtype) for t in tensors]
    bn = BatchNorm1d(gamma, beta, rm, rv, float(momentum), float(eps))
    if training:
        return bn.train_step(x), bn.running_mean, bn.running_var, bn
    return bn.eval_step(x), running_mean, running_var, bn


def batchnorm_backward(dout, cache):
    return cache.grad(dout)
