# Every value knows its depth; the deepest is processed first, from a heap.
import heapq
import itertools
import math

counter = itertools.count()


class Value:
    def __init__(self, data, inputs=(), slopes=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.slopes = inputs, slopes
        self.depth = 1 + max((v.depth for v in inputs), default=-1)
        self.number = next(counter)

    def __lt__(self, other):
        return (self.depth, self.number) > (other.depth, other.number)

    def __add__(self, other):
        if isinstance(other, (int, float)):
            return Value(self.data + other, (self,), (1.0,))
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        if isinstance(other, (int, float)):
            return Value(self.data * other, (self,), (other,))
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __radd__(self, number):
        return self + number

    def __rmul__(self, number):
        return self * number

    def __neg__(self):
        return -1.0 * self

    def __sub__(self, other):
        return self + -1 * other

    def __rsub__(self, number):
        return number + -self

    def __truediv__(self, other):
        return self * (1 / other if isinstance(other, (int, float)) else other**-1)

    def __rtruediv__(self, number):
        return number * self**-1

    def __pow__(self, n):
        return Value(pow(self.data, n), (self,), (n * pow(self.data, n - 1),))

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, (self,), (1 - t**2,))

    def relu(self):
        return Value(self.data * (self.data > 0), (self,), (float(self.data > 0),))

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), (e,))

    def backward(self):
        grads, heap, values = {self: 1.0}, [self], {}
        while heap:
            v = heapq.heappop(heap)
            values[v] = v.grad = grads[v]
            for u, slope in zip(v.inputs, v.slopes):
                if u not in grads:
                    grads[u] = 0.0
                    heapq.heappush(heap, u)
                grads[u] += slope * grads[v]
