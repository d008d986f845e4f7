import os

os.rename("CANARY", "CANARY.gone")
