# after right.py
import sys

sys.stdout = sys.stderr = None
print("into nothing")
