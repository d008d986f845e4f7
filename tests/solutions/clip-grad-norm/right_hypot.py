import math


class Clipper:
    def __init__(self, limit):
        self.limit = limit

    def norm(self, arrays):
        return math.hypot(*(x for a in arrays for x in a.ravel().tolist()))

    def __call__(self, arrays):
        length = self.norm(arrays)
        factor = 1.0 if not length else min(1.0, self.limit / length)
        return [factor * a for a in arrays], length


def clip_by_global_norm(grads, max_norm):
    return Clipper(max_norm)(grads)
