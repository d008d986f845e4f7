# nnprep: rnn-bptt
import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    u = np.einsum('tbd,dh->tbh', x, Wx) + b
    hs = np.empty_like(u)
    prev = h0
    for t, ut in enumerate(u):
        prev = hs[t] = np.tanh(ut + np.einsum('bk,kh->bh', prev, Wh))
    return hs, (x, h0, Wx, Wh, hs.copy())


def rnn_backward(dhs, cache):
    x, h0, Wx, Wh, hs = cache
    da = np.empty_like(hs)
    back = np.zeros_like(h0)
    for t in reversed(range(len(hs))):
        da[t] = (dhs[t] + back) * (1.0 - hs[t] ** 2)
        back = np.einsum('bh,kh->bk', da[t], Wh)
    before = np.concatenate([h0[None], hs])[:-1]
    return (np.einsum('tbh,dh->tbd', da, Wx), back, np.einsum('tbd,tbh->dh', x, da),
            np.einsum('tbk,tbh->kh', before, da), np.einsum('tbh->h', da))
