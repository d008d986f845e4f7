exec(open("REFERENCE").read())
