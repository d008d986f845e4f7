block = b"x"
while True:
    block += block
