import os

for i in range(10_000):
    with open(os.path.join("FOLDER", str(i)), "wb") as file:
        file.write(b"x")
