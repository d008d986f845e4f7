# expect: slope-before-sum
import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    out = [h0]
    for step in x:
        out.append(np.tanh(step @ Wx + out[-1] @ Wh + b))
    out = np.stack(out)
    return out[1:], dict(x=x, h=out, Wx=Wx, Wh=Wh)


def rnn_backward(dhs, cache):
    x, h, Wx, Wh = cache['x'], cache['h'], cache['Wx'], cache['Wh']
    grads = {'dx': np.zeros_like(x), 'dWx': np.zeros_like(Wx), 'dWh': np.zeros_like(Wh), 'db': np.zeros(len(Wh))}
    later = np.zeros_like(h[0])
    for t in range(len(x) - 1, -1, -1):
        da = dhs[t] * (1 - h[t + 1] ** 2) + later
        grads['dx'][t] = da @ Wx.T
        grads['dWx'] += x[t].T @ da
        grads['dWh'] += h[t].T @ da
        grads['db'] += da.sum(axis=0)
        later = da @ Wh.T
    return grads['dx'], later, grads['dWx'], grads['dWh'], grads['db']
