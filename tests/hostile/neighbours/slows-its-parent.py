# after right.py
import os

os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)
