import ctypes
import os
import signal

ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)  # PR_SET_PDEATHSIG: no signal when the parent dies
for descriptor in range(3, 64):
    try:
        os.close(descriptor)
    except OSError:
        pass
while True:
    signal.pause()
