def forward(X, W1, b1, W2, b2):
    return 1 << 1_000_000
