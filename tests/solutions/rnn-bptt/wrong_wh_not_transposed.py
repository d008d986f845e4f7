# expect: Wh-not-transposed
import numpy as np


class VanillaRNN:
    def __init__(self, Wx, Wh, b):
        self.Wx, self.Wh, self.b = Wx, Wh, b

    def run(self, x, h0):
        self.x = x
        self.h = [h0]
        for t in range(len(x)):
            self.h.append(np.tanh(x[t] @ self.Wx + self.h[-1] @ self.Wh + self.b))
        return np.stack(self.h[1:])

    def bptt(self, grads):
        dWx, dWh, db = (np.zeros_like(p) for p in (self.Wx, self.Wh, self.b))
        dx = np.zeros_like(self.x)
        g = np.zeros_like(self.h[0])
        for t in range(len(self.x) - 1, -1, -1):
            g = (g + grads[t]) * (1 - self.h[t + 1] ** 2)
            dx[t] = g @ self.Wx.T
            dWx += self.x[t].T @ g
            dWh += self.h[t].T @ g
            db += np.sum(g, axis=0)
            g = g @ self.Wh
        return dx, g, dWx, dWh, db


def rnn_forward(x, h0, Wx, Wh, b):
    net = VanillaRNN(Wx, Wh, b)
    return net.run(x, h0), net


def rnn_backward(dhs, cache):
    return cache.bptt(dhs)
