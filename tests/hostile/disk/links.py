import os

os.link("CANARY", "FOLDER/another")
