import os

os.setpgid(0, 0)
os.setsid()
