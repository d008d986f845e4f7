# after right.py
name = input("Your name? ")
