# after right.py
import contextlib
import os
import sys

with open(os.devnull, "w") as nothing, contextlib.redirect_stdout(nothing):
    print("not shown")
print("shown", file=sys.stderr, flush=True)
