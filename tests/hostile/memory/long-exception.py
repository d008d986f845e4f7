def forward(X, W1, b1, W2, b2):
    raise ValueError("x" * 20_000_000)
