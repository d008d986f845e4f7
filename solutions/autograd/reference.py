import math


def as_value(number):
    return number if isinstance(number, Value) else Value(number)


class Value:
    def __init__(self, data, parents=()):
        self.data = data
        self.grad = 0.0
        self.parents = parents
        # Passes grad on to the parents. An input has none.
        self.push = lambda: None

    def __add__(self, other):
        other = as_value(other)
        out = Value(self.data + other.data, (self, other))

        def push():
            self.grad += out.grad
            other.grad += out.grad

        out.push = push
        return out

    def __mul__(self, other):
        other = as_value(other)
        out = Value(self.data * other.data, (self, other))

        def push():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out.push = push
        return out

    def __pow__(self, n):
        out = Value(self.data**n, (self,))

        def push():
            self.grad += n * self.data ** (n - 1) * out.grad

        out.push = push
        return out

    def tanh(self):
        t = math.tanh(self.data)
        out = Value(t, (self,))

        def push():
            self.grad += (1 - t * t) * out.grad

        out.push = push
        return out

    def relu(self):
        out = Value(max(self.data, 0.0), (self,))

        def push():
            self.grad += (self.data > 0) * out.grad

        out.push = push
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,))

        def push():
            self.grad += out.data * out.grad

        out.push = push
        return out

    # Everything else builds on these.
    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -as_value(other)

    def __rsub__(self, other):
        return as_value(other) - self

    def __truediv__(self, other):
        return self * as_value(other) ** -1

    def __rtruediv__(self, other):
        return as_value(other) / self

    def backward(self):
        # Parents before children. A stack, because recursion ends after a thousand levels.
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            value, done = stack.pop()
            if done:
                order.append(value)
            elif value not in seen:
                seen.add(value)
                stack.append((value, True))
                stack += [(parent, False) for parent in value.parents]
        for value in order:
            value.grad = 0.0
        self.grad = 1.0
        # From the end: a gradient is complete once everything that uses the value has passed on its own.
        for value in reversed(order):
            value.push()
