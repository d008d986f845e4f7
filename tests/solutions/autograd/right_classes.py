"""An operation is an object with a backward method; the sort walks with iterators on a stack."""
import math

import numpy as np


class Op:
    def __init__(self, *args):
        self.args = args

    def forward(self):
        return self.f(*(a.data for a in self.args))

    def backward(self, grad):
        return [grad * d for d in self.df(*(a.data for a in self.args))]


class Add(Op):
    def f(self, x, y):
        return x + y

    def df(self, x, y):
        return 1.0, 1.0


class Mul(Op):
    def f(self, x, y):
        return x * y

    def df(self, x, y):
        return y, x


class Div(Op):
    def f(self, x, y):
        return x / y

    def df(self, x, y):
        return 1 / y, -x / (y * y)


class Pow(Op):
    def __init__(self, base, n):
        super().__init__(base)
        self.n = n

    def f(self, x):
        return x**self.n

    def df(self, x):
        return (self.n * x ** (self.n - 1),)


class Tanh(Op):
    def f(self, x):
        return float(np.tanh(x))

    def df(self, x):
        return (1 - np.tanh(x) ** 2,)


class Relu(Op):
    def f(self, x):
        return x if x > 0 else 0.0

    def df(self, x):
        return (1.0 if x > 0 else 0.0,)


class Exp(Op):
    def f(self, x):
        return math.exp(x)

    def df(self, x):
        return (math.exp(x),)


def wrap(x):
    return x if isinstance(x, Value) else Value(x)


def apply(op):
    out = Value(op.forward())
    out.op = op
    return out


class Value:
    def __init__(self, data):
        self.data, self.grad, self.op = data, 0.0, None

    def __repr__(self):
        return f"Value({self.data}, grad={self.grad})"

    def __add__(self, o):
        return apply(Add(self, wrap(o)))

    def __radd__(self, o):
        return apply(Add(wrap(o), self))

    def __sub__(self, o):
        return self + wrap(o) * -1.0

    def __rsub__(self, o):
        return wrap(o) + self * -1.0

    def __mul__(self, o):
        return apply(Mul(self, wrap(o)))

    def __rmul__(self, o):
        return apply(Mul(wrap(o), self))

    def __truediv__(self, o):
        return apply(Div(self, wrap(o)))

    def __rtruediv__(self, o):
        return apply(Div(wrap(o), self))

    def __neg__(self):
        return self * -1.0

    def __pow__(self, n):
        return apply(Pow(self, n))

    def tanh(self):
        return apply(Tanh(self))

    def relu(self):
        return apply(Relu(self))

    def exp(self):
        return apply(Exp(self))

    def backward(self):
        order, seen = [], {id(self)}
        path = [(self, iter(self.op.args if self.op else ()))]
        while path:
            value, rest = path[-1]
            for parent in rest:
                if id(parent) not in seen:
                    seen.add(id(parent))
                    path.append((parent, iter(parent.op.args if parent.op else ())))
                    break
            else:
                path.pop()
                order.append(value)
        for value in order:
            value.grad = 0.0
        self.grad = 1.0
        while order:
            value = order.pop()
            if value.op:
                for parent, part in zip(value.op.args, value.op.backward(value.grad)):
                    parent.grad += part
