# after right.py
import os
import stat

open_ones = []
for descriptor in range(256):
    try:
        mode = os.fstat(descriptor).st_mode
    except OSError:
        continue
    if not stat.S_ISFIFO(mode) and not stat.S_ISCHR(mode):
        open_ones.append(descriptor)
assert not open_ones, open_ones
