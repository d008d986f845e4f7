# after right.py
import sys

for name in list(sys.modules):
    if name.startswith(("json", "struct", "numpy.")):
        del sys.modules[name]
