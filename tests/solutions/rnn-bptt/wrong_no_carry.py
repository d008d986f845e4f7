# expect: no-gradient-through-time
import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    T, B, _ = x.shape
    all_h = np.zeros((T + 1, B, h0.shape[1]))
    all_h[0] = h0
    for t in range(T):
        all_h[t + 1] = np.tanh(x[t].dot(Wx) + all_h[t].dot(Wh) + b)
    return all_h[1:].copy(), {'x': x, 'h': all_h, 'Wx': Wx, 'Wh': Wh}


def rnn_backward(dhs, cache):
    h = cache['h']
    da = dhs * (1 - h[1:] ** 2)
    dx = np.einsum('tbh,dh->tbd', da, cache['Wx'])
    dWx = np.einsum('tbd,tbh->dh', cache['x'], da)
    dWh = np.einsum('tbk,tbh->kh', h[:-1], da)
    dh0 = da[0] @ cache['Wh'].T
    return dx, dh0, dWx, dWh, da.sum(axis=(0, 1))
