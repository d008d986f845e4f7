# A tape: operations are recorded in their order, which is a topological one already.
import math

TAPE = []


class Value:
    def __init__(self, data, record=()):
        self.data = data
        self.grad = 0.0
        self.place = len(TAPE)
        TAPE.append((self, record))

    def _of(self, x):
        return x if isinstance(x, Value) else Value(x)

    def __add__(self, other):
        other = self._of(other)
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __sub__(self, other):
        other = self._of(other)
        return Value(self.data - other.data, [(self, 1.0), (other, -1.0)])

    def __mul__(self, other):
        other = self._of(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def __truediv__(self, other):
        other = self._of(other)
        q = self.data / other.data
        return Value(q, [(self, 1 / other.data), (other, -q / other.data)])

    def __neg__(self):
        return Value(-self.data, [(self, -1.0)])

    def __radd__(self, x):
        return Value(x) + self

    def __rsub__(self, x):
        return Value(x) - self

    def __rmul__(self, x):
        return Value(x) * self

    def __rtruediv__(self, x):
        return Value(x) / self

    def __pow__(self, n):
        return Value(self.data**n, [(self, n * self.data ** (n - 1))])

    def tanh(self):
        return Value(math.tanh(self.data), [(self, 1 / math.cosh(min(abs(self.data), 700.0)) ** 2)])

    def relu(self):
        on = self.data > 0
        return Value(self.data if on else 0.0, [(self, 1.0 if on else 0.0)])

    def exp(self):
        return Value(math.exp(self.data), [(self, math.exp(self.data))])

    def backward(self):
        needed = {self.place}
        for value, record in reversed(TAPE[: self.place + 1]):
            if value.place in needed:
                value.grad = 1.0 if value is self else 0.0
                needed.update(parent.place for parent, _ in record)
        for value, record in reversed(TAPE[: self.place + 1]):
            if value.place in needed:
                for parent, slope in record:
                    parent.grad += slope * value.grad
