# nnprep: rms-norm
import numpy as np


class _Ctx:
    def save_for_backward(self, *tensors):
        self.saved_tensors = tensors


class RMSNormFunction:
    @staticmethod
    def forward(ctx, input, weight, eps):
        rstd = (np.square(input).mean(-1, keepdims=True) + eps) ** -0.5
        ctx.save_for_backward(input, weight, rstd)
        return input * rstd * weight

    @staticmethod
    def backward(ctx, grad_output):
        input, weight, rstd = ctx.saved_tensors
        hidden = input.shape[-1]
        grad_norm = grad_output * weight
        c = (grad_norm * input).sum(-1, keepdims=True) / hidden
        grad_input = rstd * grad_norm - rstd ** 3 * c * input
        grad_weight = (grad_output * input * rstd).reshape(-1, hidden).sum(0)
        return grad_input, grad_weight


def rmsnorm_forward(x, g, eps=1e-6):
    ctx = _Ctx()
    return RMSNormFunction.forward(ctx, x, g, eps), ctx


def rmsnorm_backward(dout, cache):
    return RMSNormFunction.backward(cache, dout)
