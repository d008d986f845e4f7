import os

nothing = os.open(os.devnull, os.O_RDWR)
for descriptor in range(64):
    if descriptor != nothing:
        try:
            os.dup2(nothing, descriptor)
        except OSError:
            pass
