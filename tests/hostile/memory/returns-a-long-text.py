def forward(X, W1, b1, W2, b2):
    return "\N{PILE OF POO}" * 10_000_000
