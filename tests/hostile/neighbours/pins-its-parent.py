# after right.py
import os

os.sched_setaffinity(os.getppid(), {0})
