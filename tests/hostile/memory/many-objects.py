class Thing:
    pass


def forward(X, W1, b1, W2, b2):
    return [Thing() for _ in range(200_000)]
