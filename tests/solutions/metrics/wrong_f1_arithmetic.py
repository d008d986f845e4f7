# expect: f1-arithmetic
from dataclasses import dataclass
import numpy as np


@dataclass
class Counts:
    tp: int = 0
    fp: int = 0
    fn: int = 0
    tn: int = 0

    def add(self, truth, guess):
        if guess == 1:
            if truth == 1:
                self.tp += 1
            else:
                self.fp += 1
        elif truth == 1:
            self.fn += 1
        else:
            self.tn += 1


def confusion_matrix(t, p, K):
    t, p = t.ravel(), p.ravel()
    return np.array([[int(((t == i) & (p == j)).sum()) for j in range(K)] for i in range(K)])


def precision_recall_f1(t, p):
    c = Counts()
    for a, b in zip(t.ravel(), p.ravel()):
        c.add(a, b)
    precision = c.tp / (c.tp + c.fp) if c.tp + c.fp else 0.0
    recall = c.tp / (c.tp + c.fn) if c.tp + c.fn else 0.0
    return precision, recall, (precision + recall) / 2


def accuracy(t, p):
    same = [a == b for a, b in zip(t.ravel().tolist(), p.ravel().tolist())]
    return sum(same) / len(same) if same else 0.0
