# nnprep: rnn-bptt
"""One matrix W = [Wx; Wh; b] acting on [x, h, 1], walked back by recursion-free pops."""
import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    W = np.vstack([Wx, Wh, b[None, :]])
    ones = np.ones((h0.shape[0], 1))
    stack, hs, h = [], [], h0
    for t in range(x.shape[0]):
        z = np.hstack([x[t], h, ones])
        h = np.tanh(z @ W)
        stack.append((z, h))
        hs.append(h)
    return np.array(hs).reshape(x.shape[0], *h0.shape), {'W': W, 'stack': stack, 'D': x.shape[2], 'x': x.shape,
                                                         'h': h0.shape}


def rnn_backward(dhs, cache):
    W, stack, D = cache['W'], list(cache['stack']), cache['D']
    H = W.shape[1]
    dW = np.zeros_like(W)
    dx = np.zeros(cache['x'])
    dh = np.zeros(cache['h'])
    while stack:
        z, h = stack.pop()
        t = len(stack)
        total = dhs[t] + dh
        da = total - total * h * h
        dW = dW + z.T @ da
        dz = da @ W.T
        dx[t] = dz[:, :D]
        dh = dz[:, D:D + H].copy()
    return dx, dh, dW[:D], dW[D:D + H], dW[D + H]
