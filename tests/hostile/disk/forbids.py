import os

os.chmod("CANARY", 0)
