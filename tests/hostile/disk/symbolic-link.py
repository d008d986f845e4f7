import os

os.symlink("/etc/passwd", "FOLDER/another")
