class Odd:
    pass


calls = []


def forward(X, W1, b1, W2, b2):
    calls.append(1)
    return Odd() if len(calls) % 2 else 1.0
