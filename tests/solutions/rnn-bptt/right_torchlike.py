# nnprep: rnn-bptt
import numpy as np


class RNNCell:
    def __init__(self, weight_ih, weight_hh, bias):
        self.weight_ih, self.weight_hh, self.bias = weight_ih, weight_hh, bias

    def forward(self, input, hx):
        out = np.tanh(np.matmul(input, self.weight_ih) + np.matmul(hx, self.weight_hh) + self.bias)
        return out, (input, hx, out)

    def backward(self, grad, saved):
        input, hx, out = saved
        g = grad * (1 - out * out)
        return (np.matmul(g, self.weight_ih.T), np.matmul(g, self.weight_hh.T),
                np.matmul(input.T, g), np.matmul(hx.T, g), g.sum(0))


class RNN:
    def __init__(self, cell):
        self.cell, self.tape = cell, []

    def forward(self, input, hx):
        outs = []
        for step in input:
            out, saved = self.cell.forward(step, hx)
            self.tape.append(saved)
            outs.append(out)
            hx = out
        return np.stack(outs) if outs else np.zeros((0,) + hx.shape)

    def backward(self, grads, shape_x, shape_h):
        c = self.cell
        dx = np.zeros(shape_x)
        dh = np.zeros(shape_h)
        acc = [np.zeros_like(c.weight_ih), np.zeros_like(c.weight_hh), np.zeros_like(c.bias)]
        for t in range(len(self.tape) - 1, -1, -1):
            dx[t], dh, *w = c.backward(grads[t] + dh, self.tape[t])
            acc = [a + v for a, v in zip(acc, w)]
        return (dx, dh, *acc)


def rnn_forward(x, h0, Wx, Wh, b):
    net = RNN(RNNCell(Wx, Wh, b))
    return net.forward(x, h0), (net, x.shape, h0.shape)


def rnn_backward(dhs, cache):
    net, sx, sh = cache
    return net.backward(dhs, sx, sh)
