forward = 3
