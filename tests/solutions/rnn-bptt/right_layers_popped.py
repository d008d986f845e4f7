# A cell object with a stack of what each step needs; the backward pass takes it off again.
import numpy as np


class Cell:
    def __init__(self, Wx, Wh, b):
        self.Wx, self.Wh, self.b = Wx, Wh, b

    def forward(self, x, h, stack):
        new = np.tanh(np.dot(x, self.Wx) + np.dot(h, self.Wh) + self.b)
        stack.append((x, h, new))
        return new

    def backward(self, dh, stack):
        x, h, new = stack.pop()
        da = dh * (1 - np.square(new))
        return np.dot(da, self.Wx.T), np.dot(da, self.Wh.T), np.dot(x.T, da), np.dot(h.T, da), np.sum(da, axis=0)


def rnn_forward(x, h0, Wx, Wh, b):
    stack, states, h = [], [], h0
    cell = Cell(Wx, Wh, b)
    for step in x:
        h = cell.forward(step, h, stack)
        states.append(h)
    return np.stack(states), [Wx, Wh, b, stack]


def rnn_backward(dhs, cache):
    Wx, Wh, b, stack = cache
    cell = Cell(Wx, Wh, b)
    dxs, dh = [], 0
    totals = [0, 0, 0]
    for t in range(len(dhs) - 1, -1, -1):
        dx, dh, *rest = cell.backward(dhs[t] + dh, stack)
        dxs.insert(0, dx)
        totals = [a + c for a, c in zip(totals, rest)]
    return np.array(dxs), dh, *totals
