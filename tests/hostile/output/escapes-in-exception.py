def forward(X, W1, b1, W2, b2):
    raise ValueError("\x1b[2J\x1b[Hpassed [/] [bold]\ud800")
