import os

found = [name for name in os.listdir("/") if name]
found += os.listdir(os.path.expanduser("~"))
