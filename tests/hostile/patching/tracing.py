# after right.py
import sys

sys.settrace(lambda *args: None)
sys.setprofile(lambda *args: None)
