# after right.py
if __name__ == "__main__":
    raise SystemExit("this must not run")
