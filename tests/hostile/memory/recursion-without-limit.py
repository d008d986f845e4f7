import sys

sys.setrecursionlimit(10**9)


class Deep:
    def __getattr__(self, name):
        return getattr(self, name + "x")


def forward(X, W1, b1, W2, b2):
    return forward(X, W1, b1, W2, repr(Deep().x))
