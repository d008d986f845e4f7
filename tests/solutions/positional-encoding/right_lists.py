# A list of rows, as Python lists.
import math


def sinusoidal(T, d, base=10000.0):
    rows = []
    for t in range(T):
        row = []
        for k in range(0, d, 2):
            angle = t * math.exp(-k * math.log(base) / d)
            row += [math.sin(angle), math.cos(angle)]
        rows.append(row)
    return rows
