from decimal import Decimal
from pathlib import Path


def forward(X, W1, b1, W2, b2):
    return Decimal(1), Path("/"), {1}, b"bytes"
