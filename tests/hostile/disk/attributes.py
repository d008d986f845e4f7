import os

os.setxattr("CANARY", "user.note", b"was here")
