def forward(X):
    return X
