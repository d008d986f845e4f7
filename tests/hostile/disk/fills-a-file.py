with open("CANARY", "ab") as file:
    while True:
        file.write(bytes(2**20))
