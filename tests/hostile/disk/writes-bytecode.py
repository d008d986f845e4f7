# after right.py
import sys

sys.dont_write_bytecode = False
import colorsys  # noqa: E402
