import os

os.mkfifo("FOLDER/pipe")
