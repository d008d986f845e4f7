# expect: root-rank
import math

import numpy as np


def scaling(A, alpha):
    return alpha / math.sqrt(A.shape[1])


def lora_forward(x, W, A, B, alpha):
    return np.einsum("ij,jk->ik", x, W) + scaling(A, alpha) * np.einsum("ij,jr,rk->ik", x, A, B)


def lora_backward(dout, x, W, A, B, alpha):
    s = scaling(A, alpha)
    dA = s * np.einsum("ij,ik,rk->jr", x, dout, B)
    dB = s * np.einsum("ij,jr,ik->rk", x, A, dout)
    return dout @ W.T + s * np.einsum("ik,rk,jr->ij", dout, B, A), dA, dB


def merge(W, A, B, alpha):
    return W + scaling(A, alpha) * np.einsum("jr,rk->jk", A, B)
