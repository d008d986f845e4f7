def forward(X, W1, b1, W2, b2):
    z1 = X @ W1 + b1
