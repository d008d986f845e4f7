import os

os.truncate("CANARY", 0)
