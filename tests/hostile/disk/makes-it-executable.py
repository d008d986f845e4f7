import os

os.chmod(os.open("FOLDER", os.O_PATH), 0o777)
