def forward(X, W1, b1, W2, b2):
    value = []
    for _ in range(10_000):
        value = [value]
    return value
