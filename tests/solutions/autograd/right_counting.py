"""Kahn's way: a value is ready once all that use it are done."""
import math
from collections import Counter


class Value:
    __slots__ = ("data", "grad", "sources")

    def __init__(self, data, sources=None):
        self.data = float(data)
        self.grad = 0.0
        self.sources = sources or []

    @staticmethod
    def lift(x):
        return x if type(x) is Value else Value(x)

    def linear(self, data, *sources):
        return Value(data, list(sources))

    def __add__(self, o):
        o = Value.lift(o)
        return self.linear(self.data + o.data, (self, 1), (o, 1))

    __radd__ = __add__

    def __mul__(self, o):
        o = Value.lift(o)
        return self.linear(self.data * o.data, (self, o.data), (o, self.data))

    __rmul__ = __mul__

    def __neg__(self):
        return self.linear(-self.data, (self, -1))

    def __sub__(self, o):
        return self + (-Value.lift(o))

    def __rsub__(self, o):
        return (-self) + o

    def reciprocal(self):
        return self.linear(1 / self.data, (self, -1 / self.data**2))

    def __truediv__(self, o):
        return self * Value.lift(o).reciprocal()

    def __rtruediv__(self, o):
        return o * self.reciprocal()

    def __pow__(self, n):
        return self.linear(self.data**n, (self, n * self.data ** (n - 1)))

    def tanh(self):
        y = math.tanh(self.data)
        return self.linear(y, (self, (1 - y) * (1 + y)))

    def relu(self):
        return self.linear(max(0.0, self.data), (self, int(self.data > 0)))

    def exp(self):
        y = math.exp(self.data)
        return self.linear(y, (self, y))

    def backward(self):
        uses, found = Counter(), [self]
        known = {id(self)}
        for value in found:
            value.grad = 0.0
            for source, _ in value.sources:
                uses[id(source)] += 1
                if id(source) not in known:
                    known.add(id(source))
                    found.append(source)
        self.grad = 1.0
        ready = [self]
        while ready:
            value = ready.pop()
            for source, slope in value.sources:
                source.grad += slope * value.grad
                uses[id(source)] -= 1
                if not uses[id(source)]:
                    ready.append(source)
