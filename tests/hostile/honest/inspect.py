# after right.py
import inspect
import linecache
import traceback

assert inspect.getsource(forward).startswith("def forward(")
assert "forward" in inspect.signature(forward).__class__.__name__ or inspect.signature(forward).parameters
try:
    forward(None, None, None, None, None)
except TypeError:
    assert "X @ W1" in traceback.format_exc()
