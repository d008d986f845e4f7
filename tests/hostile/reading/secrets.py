# after right.py
import os
import sys

assert "NNPREP_HOME" not in os.environ, list(os.environ)
assert not any("nnprep" in text for text in [*sys.argv, *sys.orig_argv, *sys.path]), sys.argv
assert not any("nnprep" in name for name in sys.modules)
