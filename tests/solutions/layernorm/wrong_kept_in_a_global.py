# expect: cache-in-global
import numpy as np

state = {}


def layernorm_forward(x, gamma, beta, eps=1e-5):
    state["gamma"] = gamma
    state["s"] = np.sqrt(np.var(x, axis=-1, keepdims=True) + eps)
    state["n"] = (x - np.mean(x, axis=-1, keepdims=True)) / state["s"]
    return gamma * state["n"] + beta, state


def layernorm_backward(dout, cache):
    n, D = state["n"], dout.shape[-1]
    d = dout * state["gamma"]
    dx = (d - d.mean(-1, keepdims=True) - n * (d * n).mean(-1, keepdims=True)) / state["s"]
    return dx, (dout * n).reshape(-1, D).sum(0), dout.reshape(-1, D).sum(0)
